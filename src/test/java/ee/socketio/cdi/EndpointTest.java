package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Ack;
import ee.socketio.Arguments;
import ee.socketio.ConnectionRefused;
import ee.socketio.DisconnectReason;
import ee.socketio.Event;
import ee.socketio.Handshake;
import ee.socketio.Namespace;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.NamespaceRegistry;
import ee.socketio.OnConnect;
import ee.socketio.OnDisconnect;
import ee.socketio.OnError;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints as applications write them, on a real CDI container. */
final class EndpointTest {
    private static final List<String> NOTES = Collections.synchronizedList(new ArrayList<>());
    private static SeContainer container;

    private TestServer server;
    private FakeClient client;

    @BeforeAll
    static void startCdi() {
        container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new EndpointExtension())
                .addBeanClasses(
                        Orders.class,
                        Base.class,
                        Others.class,
                        OthersToo.class,
                        CatchAll.class,
                        PerCall.class,
                        Visit.class,
                        Noting.class,
                        Elsewhere.class)
                .enableInterceptors(Noting.class)
                .initialize();
    }

    @AfterAll
    static void stopCdi() {
        container.close();
    }

    @BeforeEach
    void serve() {
        NOTES.clear();
        server = new TestServer();
        container
                .getBeanManager()
                .getExtension(EndpointExtension.class)
                .serve(server.server, type -> type != Elsewhere.class);
        client = server.client();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Noted {}

    @Noted
    @Interceptor
    static class Noting {
        @AroundInvoke
        Object note(InvocationContext context) throws Exception {
            NOTES.add("intercepted " + context.getMethod().getName());
            return context.proceed();
        }
    }

    @RequestScoped
    static class Visit {
        private int calls;

        int count() {
            return ++calls;
        }
    }

    record Order(String item, int count) {}

    static class Base {
        @OnConnect
        void connectedToBase() {
            NOTES.add("base");
        }

        @OnEvent
        String inherited() {
            return "from base";
        }

        @OnEvent
        String overridden() {
            return "base";
        }

        @OnEvent("given_up")
        String givenUp() {
            return "base";
        }
    }

    @NamespaceEndpoint("/orders")
    static class Orders extends Base {
        private int instances;

        @Inject
        NamespaceRegistry namespaces;

        @Inject
        Visit visit;

        @OnConnect
        void connected(Socket socket, Handshake handshake, Namespace namespace) {
            instances++;
            if (handshake.query().isEmpty() || socket.namespace() != namespace) {
                throw new ConnectionRefused("no");
            }
            NOTES.add("connected " + instances);
        }

        @OnEvent
        void nothing() {}

        @OnEvent
        int sum(int a, int b) {
            return a + b;
        }

        @OnEvent
        Ack.Values several() {
            return Ack.of("one", 2);
        }

        @OnEvent
        List<String> list() {
            return List.of("a", "b");
        }

        @OnEvent
        Object none() {
            return null;
        }

        @OnEvent("order")
        Order order(Socket socket, Order order, Optional<String> note, String missing) {
            return new Order(order.item + note.orElse("") + missing, order.count);
        }

        @OnEvent
        int generic(List<Order> orders, Map<String, Order> byName) {
            return orders.get(0).count + byName.get("x").count;
        }

        @OnEvent
        void self(Ack ack, Event event, Arguments arguments) {
            ack.send(event.name(), arguments.size());
        }

        @OnEvent
        CompletionStage<String> later() {
            return CompletableFuture.completedFuture("later");
        }

        @OnEvent
        CompletionStage<Object> laterUnwritable() {
            return CompletableFuture.supplyAsync(() -> new Object[] {new Thread()}, Runnable::run);
        }

        @OnEvent
        CompletionStage<String> laterFailing() {
            return CompletableFuture.failedFuture(new IllegalStateException("too late"));
        }

        @OnEvent
        void failing() throws Exception {
            throw new Exception("checked");
        }

        @Noted
        @OnEvent
        void intercepted() {}

        @OnEvent
        String visits() {
            return visit.count() + "" + visit.count();
        }

        @OnEvent
        void toAll() {
            namespaces.of("/orders").emit("news");
        }

        @Override
        @OnEvent
        String overridden() {
            return "subclass";
        }

        @Override
        String givenUp() {
            return "never";
        }

        @OnDisconnect
        void gone(Socket socket, DisconnectReason reason) {
            NOTES.add(reason + " " + socket.rooms().contains(socket.id()));
        }

        @OnError
        String failed(Throwable failure, Event event) {
            NOTES.add(event.name() + ": " + failure.getMessage());
            return "error";
        }
    }

    @NamespaceEndpoint("/others")
    static class Others {
        @OnEvent
        String known() {
            return "known";
        }

        @OnEvent("*")
        String unknown(Event event, String first) {
            NOTES.add("catch-all " + event.name());
            return event.name() + first;
        }
    }

    @NamespaceEndpoint("/others")
    static class OthersToo {
        @OnEvent
        String shared() {
            NOTES.add("the most specific");
            return "shared";
        }
    }

    @NamespaceEndpoint("*")
    static class CatchAll {
        @OnEvent("*")
        String any(Event event, Namespace namespace) {
            return namespace.name() + " " + event.name();
        }
    }

    @Dependent
    @NamespaceEndpoint("/percall")
    static class PerCall {
        @OnEvent
        int me() {
            return 1;
        }

        @PreDestroy
        void destroyed() {
            NOTES.add("destroyed");
        }
    }

    @NamespaceEndpoint("/elsewhere")
    static class Elsewhere {}

    /** What the client's callback gets. */
    private String ask(String arguments) {
        client.sends("2/orders,0[" + arguments + "]");
        List<String> messages = client.messages();
        return messages.isEmpty()
                ? "nothing"
                : messages.get(messages.size() - 1).replaceFirst("3/orders,0", "");
    }

    @Test
    void endpointIsApplicationScopedUnlessItSaysOtherwise() {
        assertThat(container.select(Orders.class).getHandle().getBean().getScope())
                .isEqualTo(ApplicationScoped.class);
        int before = NOTES.size();

        client.sends("0/orders,");
        server.client().sends("0/orders,");

        assertThat(NOTES.subList(before, NOTES.size()))
                .hasSize(4)
                .filteredOn("base"::equals)
                .hasSize(2);
        int first = Integer.parseInt(NOTES.get(1).substring("connected ".length()));
        assertThat(NOTES).containsExactly("base", "connected " + first, "base", "connected " + (first + 1));
    }

    @Test
    void whatTheMethodReturnsAcknowledges() {
        client.sends("0/orders,");
        client.messages();

        assertThat(ask("\"nothing\"")).isEqualTo("[]");
        assertThat(ask("\"sum\",1,2")).isEqualTo("[3]");
        assertThat(ask("\"several\"")).isEqualTo("[\"one\",2]");
        assertThat(ask("\"list\"")).isEqualTo("[[\"a\",\"b\"]]");
        assertThat(ask("\"none\"")).isEqualTo("[null]");
        assertThat(ask("\"later\"")).isEqualTo("[\"later\"]");
        assertThat(ask("\"self\",1,2")).isEqualTo("[\"self\",2]");
        assertThat(ask("\"unheard\"")).isEqualTo("nothing");
    }

    @Test
    void argumentsAreBoundByPosition() {
        client.sends("0/orders,");
        client.messages();

        assertThat(ask("\"order\",{\"item\":\"tea\",\"count\":2}")).isEqualTo("[{\"item\":\"teanull\",\"count\":2}]");
        assertThat(ask("\"order\",{\"item\":\"tea\",\"count\":2},\"!\",\"x\""))
                .isEqualTo("[{\"item\":\"tea!x\",\"count\":2}]");
        assertThat(ask("\"generic\",[{\"item\":\"\",\"count\":2}],{\"x\":{\"item\":\"\",\"count\":3}}"))
                .isEqualTo("[5]");
    }

    @Test
    void argumentThatIsMissingOrDoesNotFitIsAnError() {
        client.sends("0/orders,");
        client.messages();
        NOTES.clear();

        assertThat(ask("\"sum\",1")).isEqualTo("[\"error\"]");
        assertThat(ask("\"sum\",1,\"two\"")).isEqualTo("[\"error\"]");
        assertThat(ask("\"order\",{\"item\":\"tea\"}")).isEqualTo("[\"error\"]");

        assertThat(NOTES)
                .containsExactly(
                        "sum: argument 1: missing (expected: int)",
                        "sum: argument 1: a string (expected: a number)",
                        "order: argument 0: count: missing (expected: int)");
    }

    @Test
    void failureNowOrLaterGoesToTheErrorHandlerWhoseAnswerAcknowledges() {
        client.sends("0/orders,");
        client.messages();
        NOTES.clear();

        assertThat(ask("\"failing\"")).isEqualTo("[\"error\"]");
        assertThat(ask("\"laterFailing\"")).isEqualTo("[\"error\"]");
        assertThat(ask("\"laterUnwritable\"")).isEqualTo("[\"error\"]");

        assertThat(NOTES).hasSize(3).startsWith("failing: checked", "laterFailing: too late");
    }

    @Test
    void interceptorsAndPackagePrivateMethodsWorkThroughTheProxy() {
        client.sends("0/orders,");
        client.messages();
        NOTES.clear();

        assertThat(ask("\"intercepted\"")).isEqualTo("[]");

        assertThat(NOTES).containsExactly("intercepted intercepted");
    }

    @Test
    void requestContextLastsAsLongAsTheCall() {
        client.sends("0/orders,");
        client.messages();

        assertThat(ask("\"visits\"")).isEqualTo("[\"12\"]");
        assertThat(ask("\"visits\"")).isEqualTo("[\"12\"]");
    }

    @Test
    void registryIsInjectable() {
        client.sends("0/orders,");
        client.messages();

        client.sends("2/orders,[\"toAll\"]");

        assertThat(client.next()).isEqualTo("2/orders,[\"news\"]");
    }

    @Test
    void methodsOfSuperclassesAreHandlersUnlessOverridden() {
        client.sends("0/orders,");
        client.messages();

        assertThat(ask("\"inherited\"")).isEqualTo("[\"from base\"]");
        assertThat(ask("\"overridden\"")).isEqualTo("[\"subclass\"]");
        assertThat(ask("\"given_up\"")).isEqualTo("nothing");
    }

    @Test
    void disconnectHandlerSeesTheRooms() {
        client.sends("0/orders,");
        NOTES.clear();

        client.sends("1/orders,");

        assertThat(NOTES).containsExactly("client namespace disconnect true");
    }

    @Test
    void catchAllDoesNotTakeWhatAnotherBeanOfTheNamespaceHandles() {
        client.sends("0/others,");
        client.messages();

        client.sends("2/others,0[\"shared\"]");

        assertThat(client.messages()).containsExactly("3/others,0[\"shared\"]");
        assertThat(NOTES).containsExactly("the most specific");
    }

    @Test
    void catchAllTakesWhatNoOtherMethodOfTheBeanHandles() {
        client.sends("0/others,");
        client.messages();

        client.sends("2/others,0[\"known\"]", "2/others,1[\"x\",\"!\"]");

        assertThat(client.messages()).containsExactly("3/others,0[\"known\"]", "3/others,1[\"x!\"]");
    }

    @Test
    void catchAllNamespaceTakesWhatNoOtherBeanHandles() {
        client.sends("0/what/ever,");
        client.messages();

        client.sends("2/what/ever,0[\"x\"]");

        assertThat(client.next()).isEqualTo("3/what/ever,0[\"/what/ever x\"]");
    }

    @Test
    void dependentEndpointLastsForOneCall() {
        client.sends("0/percall,");
        client.messages();

        client.sends("2/percall,0[\"me\"]");

        assertThat(client.next()).isEqualTo("3/percall,0[1]");
        assertThat(NOTES).containsExactly("destroyed");
    }

    @Test
    void endpointThatIsNotChosenDoesNotAnswer() {
        assertThat(server.server.namespaces()).extracting(Namespace::name).doesNotContain("/elsewhere");
    }
}
