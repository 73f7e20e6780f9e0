package ee.socketio.server;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Virtual threads, on JDK 21 and later; reached by reflection, because this code runs on 17 as well. */
final class VirtualThreads {

    private VirtualThreads() {}

    /** An executor with a virtual thread for each task. */
    static Optional<ExecutorService> newExecutor() {
        try {
            return Optional.of((ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException olderThan21) {
            return Optional.empty();
        }
    }
}
