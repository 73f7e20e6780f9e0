package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Event;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import ee.socketio.testkit.FakeClient;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is called, and after whom. */
final class OrderTest {
    private static final List<String> NOTES = new ArrayList<>();

    private Application application;
    private FakeClient client;

    @BeforeEach
    void start() {
        application = Application.of(
                container -> container.enableInterceptors(Logging.class).enableDecorators(Louder.class),
                Zero.class,
                Beta.class,
                Alpha.class,
                Speaker.class,
                Logging.class,
                Louder.class);
        client = application.server.client();
        NOTES.clear();
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @NamespaceEndpoint("/order")
    static class Beta {
        @OnConnect
        void connected() {
            NOTES.add("connect beta");
        }

        @OnEvent
        void it() {
            NOTES.add("beta");
        }

        @OnEvent("*")
        void others(Event event) {
            NOTES.add("others " + event.name());
        }
    }

    @NamespaceEndpoint("/order")
    static class Alpha {
        @OnConnect
        void connected() {
            NOTES.add("connect alpha");
        }

        @OnEvent
        void it() {
            NOTES.add("alpha");
        }

        @OnEvent
        void alone() {
            NOTES.add("alone");
        }
    }

    @Priority(10)
    @NamespaceEndpoint("/order")
    static class Zero {
        @OnConnect
        void connected() {
            NOTES.add("connect zero");
        }

        @OnEvent
        void it() {
            NOTES.add("zero");
        }
    }

    interface Speaking {
        String say(String text);
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Logged {}

    @Logged
    @Interceptor
    static class Logging {
        @AroundInvoke
        Object log(InvocationContext call) throws Exception {
            NOTES.add("intercepted " + call.getMethod().getName());
            return call.proceed();
        }
    }

    @Decorator
    abstract static class Louder implements Speaking {
        @Inject
        @Any
        @Delegate
        Speaking delegate;

        @Override
        public String say(String text) {
            return delegate.say(text) + "!";
        }
    }

    @Logged
    @NamespaceEndpoint("/speaking")
    static class Speaker implements Speaking {
        @Override
        @OnEvent
        public String say(String text) {
            return text;
        }
    }

    @Test
    void beansByPriorityThenByNameThenListeners() {
        application.server.server.of("/order").onConnect(socket -> {
            NOTES.add("connect listener");
            socket.on("it", event -> NOTES.add("listener"));
        });

        client.joins("/order");
        client.sends("2/order,[\"it\"]");

        assertThat(NOTES)
                .containsExactly(
                        "connect zero",
                        "connect alpha",
                        "connect beta",
                        "connect listener",
                        "zero",
                        "alpha",
                        "beta",
                        "listener");
    }

    @Test
    void catchAllTakesWhatNeitherBeanNorListenerHandles() {
        Socket socket = client.joins("/order");
        socket.on("listened", event -> NOTES.add("listener"));
        NOTES.clear();

        client.sends("2/order,[\"alone\"]", "2/order,[\"listened\"]", "2/order,[\"unknown\"]");

        assertThat(NOTES).containsExactly("alone", "listener", "others unknown");
    }

    @Test
    void middlewareStopsWhatTheCatchAllWouldTake() {
        Socket socket = client.joins("/order");
        socket.use(event -> {
            throw new IllegalStateException("stopped");
        });
        socket.namespace().onError((event, failure) -> NOTES.add(failure.getMessage()));
        NOTES.clear();

        client.sends("2/order,[\"unknown\"]");

        assertThat(NOTES).containsExactly("stopped");
    }

    @Test
    void interceptorsAndDecoratorsStandInFrontOfHandlers() {
        client.joins("/speaking");

        assertThat(Application.ask(client, "/speaking", "\"say\",\"hello\"")).isEqualTo("[\"hello!\"]");
        assertThat(NOTES).containsExactly("intercepted say");
    }
}
