package ee.socketio.testkit;

import ee.socketio.adapter.LinkedAdapter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Two servers behind one adapter: what is done on the one reaches the sockets of the other when the test says so. */
public final class TestCluster implements AutoCloseable {
    private final LinkedAdapter.Wire wire = new LinkedAdapter.Wire();
    public final TestServer near = new TestServer(TestServer.OPTIONS, wire.server());
    public final TestServer far = new TestServer(TestServer.OPTIONS, wire.server());

    /** Lets everything arrive, and handlers run. */
    public void run() {
        do {
            near.run();
            far.run();
        } while (wire.run());
    }

    /** As {@link #run}, for what comes of it. */
    public <T> CompletableFuture<T> arrived(CompletionStage<T> stage) {
        run();
        return stage.toCompletableFuture();
    }

    @Override
    public void close() {
        near.close();
        far.close();
    }
}
