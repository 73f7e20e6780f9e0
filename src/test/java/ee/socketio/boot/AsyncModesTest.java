package ee.socketio.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.config.Settings;
import ee.socketio.config.Source;
import ee.socketio.engine.Sweeper;
import ee.socketio.server.HandlerExecutor;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What handlers run on: the best thing that the platform has, or what is asked for. */
@Timeout(30)
final class AsyncModesTest {
    private static final boolean VIRTUAL = Runtime.version().feature() >= 21;

    private static HandlerExecutor choose(String mode) {
        Settings settings = Settings.read(
                List.of(Source.environment(Map.of("SOCKETIO_ASYNC_MODE", mode, "SOCKETIO_POOL_SIZE", "3"))));
        return AsyncModes.choose(settings, new Sweeper(System::nanoTime), AsyncModesTest.class.getClassLoader());
    }

    private static String name(String mode) {
        try (HandlerExecutor chosen = choose(mode)) {
            return chosen.name();
        }
    }

    /** A server with managed threads. */
    public static final class FullServer implements InitialContextFactory {
        private static final ThreadFactory THREADS = task -> {
            Thread thread = new Thread(task, "managed thread");
            thread.setDaemon(true);
            return thread;
        };

        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            return new InitialContext(true) {
                @Override
                public Object lookup(String name) throws NamingException {
                    if (name.equals("java:comp/DefaultManagedThreadFactory")) {
                        return THREADS;
                    }
                    throw new NameNotFoundException(name);
                }
            };
        }
    }

    private static void onAFullServer() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, FullServer.class.getName());
    }

    @AfterEach
    void backOnAServletContainer() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    }

    @Test
    void autoTakesVirtualThreadsThenManagedOnesThenAPool() {
        assertThat(name("auto")).isEqualTo(VIRTUAL ? "virtual" : "pool(3)");
        onAFullServer();
        assertThat(name("auto")).isEqualTo(VIRTUAL ? "virtual" : "managed(3)");
    }

    @Test
    void eachModeCanBeAskedFor() {
        onAFullServer();
        assertThat(name("pool")).isEqualTo("pool(3)");
        assertThat(name("direct")).isEqualTo("direct");
        assertThat(name("managed")).isEqualTo("managed(3)");
    }

    @Test
    void managedHandlersRunOnTheServersThreads() {
        onAFullServer();
        try (HandlerExecutor managed = choose("managed")) {
            assertThat(CompletableFuture.supplyAsync(
                                    () -> Thread.currentThread().getName(), managed)
                            .join())
                    .isEqualTo("managed thread");
        }
    }

    @Test
    void modeThatThePlatformDoesNotHaveIsASentence() {
        assertThatThrownBy(() -> choose("managed"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("socketio.async-mode: managed needs a server with java:comp/DefaultManagedThreadFactory");
        if (VIRTUAL) {
            assertThat(name("virtual")).isEqualTo("virtual");
        } else {
            assertThatThrownBy(() -> choose("virtual"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("socketio.async-mode: virtual needs Java 21");
        }
    }
}
