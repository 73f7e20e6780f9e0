package ee.socketio.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.Namespace;
import ee.socketio.adapter.AdapterFactory;
import ee.socketio.adapter.Emission;
import ee.socketio.adapter.LocalAdapter;
import ee.socketio.adapter.Target;
import ee.socketio.config.Settings;
import ee.socketio.config.Source;
import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.servlet.CorsOptions;
import ee.socketio.engine.servlet.SessionCookie;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SocketIoBootTest {
    private static final Settings POOL =
            Settings.read(List.of(Source.environment(Map.of("SOCKETIO_ASYNC_MODE", "pool"))));

    private static ServletContext context() {
        return (ServletContext) Proxy.newProxyInstance(
                ServletContext.class.getClassLoader(), new Class<?>[] {ServletContext.class}, (proxy, method, args) -> {
                    if (method.getName().equals("getClassLoader")) {
                        return SocketIoBootTest.class.getClassLoader();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void handlersHaveEndedBeforeTheAdapterIsClosed() throws Exception {
        List<String> calls = new CopyOnWriteArrayList<>();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        AdapterFactory noting = host -> new LocalAdapter(host) {
            @Override
            public void broadcast(Emission emission, Target target) {
                calls.add("broadcast");
            }

            @Override
            public void close() {
                calls.add("close");
                closed.countDown();
            }
        };
        SocketIoBoot boot = new SocketIoBoot(context(), POOL, EngineHooks.NONE, noting);
        Namespace root = boot.namespaces().of("/");
        CompletableFuture<Void> handler = root.emitWithAck("x")
                .toCompletableFuture()
                .thenRun(() -> {
                    running.countDown();
                    waitsAWhileFor(closed);
                    root.emit("last words");
                });
        running.await();

        boot.close();

        assertThat(calls).containsExactly("broadcast", "close");
        assertThat(handler).isCompleted();
    }

    private static void waitsAWhileFor(CountDownLatch latch) {
        try {
            latch.await(300, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void cookieIsMadeOfItsSettings() {
        Settings plain = settings("socketio.cookie", "io");
        Settings precious = settings("socketio.cookie", "io", "socketio.cookie-priority", "high");

        assertThat(SocketIoBoot.cookie(settings())).isNull();
        assertThat(SocketIoBoot.cookie(plain))
                .isEqualTo(new SessionCookie("io", "/", "", Duration.ZERO, true, false, false, "", "Lax"));
        assertThat(SocketIoBoot.cookie(precious))
                .extracting(SessionCookie::priority)
                .isEqualTo("High");
    }

    @Test
    void corsIsUsualUnlessSoSet() {
        assertThat(SocketIoBoot.cors(settings())).isEqualTo(CorsOptions.of(Set.of(), true));
    }

    private static Settings settings(String... keysAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Settings.read(List.of(Source.properties("test", values)));
    }

    @Test
    void adapterThatCannotBeMadeFailsTheStartWithASentence() {
        AdapterFactory broken = host -> {
            throw new IllegalArgumentException("broker-url: missing");
        };

        assertThatThrownBy(() -> new SocketIoBoot(context(), POOL, EngineHooks.NONE, broken))
                .hasMessage("the adapter of / cannot be made: java.lang.IllegalArgumentException: broker-url: missing");
    }
}
