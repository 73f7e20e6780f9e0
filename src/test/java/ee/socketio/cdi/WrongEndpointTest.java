package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ee.socketio.Ack;
import ee.socketio.Auth;
import ee.socketio.Authenticated;
import ee.socketio.BroadcastOperator;
import ee.socketio.DisconnectReason;
import ee.socketio.InNamespace;
import ee.socketio.Namespace;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.NamespaceRegistry;
import ee.socketio.NonBlocking;
import ee.socketio.OnConnect;
import ee.socketio.OnDisconnect;
import ee.socketio.OnError;
import ee.socketio.OnEvent;
import ee.socketio.PathParam;
import ee.socketio.Socket;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is wrong with endpoints is told at deployment: all of it, and what would be right. */
final class WrongEndpointTest {

    @NamespaceEndpoint("/wrong")
    @SuppressWarnings("unused") // wrong on purpose, and never called
    public static class Wrong {
        @OnEvent
        private void hidden() {}

        @OnEvent
        static void shared() {}

        @OnEvent
        final void sealed() {}

        @OnConnect
        void connected(String name) {}

        @OnConnect
        void refused(DisconnectReason reason) {}

        @OnDisconnect
        void gone(Socket socket, Ack ack) {}

        @OnError
        void failed(String message) {}

        @OnEvent
        void operator(BroadcastOperator operator) {}

        @OnEvent
        <T> void unknown(T value) {}

        @OnEvent("disconnect")
        void never() {}

        @OnEvent("twice")
        void once() {}

        @OnEvent
        void twice() {}
    }

    enum Size {
        SMALL
    }

    @Authenticated
    @DenyAll
    @NamespaceEndpoint("/chat/{room}")
    @SuppressWarnings("unused") // wrong on purpose, and never called
    public static class WrongToo {
        @OnConnect
        boolean connected() {
            return true;
        }

        @OnConnect
        void connected(@PathParam("room") Optional<Size> room) {}

        @OnEvent
        void say(@PathParam("place") String room) {}

        @OnEvent
        void auth(@Auth Socket socket) {}

        @OnEvent
        @PermitAll
        @RolesAllowed("x")
        void both() {}

        @OnDisconnect
        @PermitAll
        void gone() {}

        @OnError
        void failed() {}

        @OnError
        void failed(Throwable failure) {}

        @OnError
        void failed(IllegalStateException one, IllegalArgumentException two) {}
    }

    @NamespaceEndpoint("/plain")
    @SuppressWarnings("unused") // wrong on purpose, and never called
    public static class NoVariables {
        @Inject
        @InNamespace("dcenter")
        Namespace slashless;

        @Inject
        @InNamespace("/{one}/x{two}")
        Namespace malformed;

        @OnConnect
        void connected(@PathParam("room") String room) {}
    }

    @NonBlocking
    @NamespaceEndpoint("/impossible")
    @SuppressWarnings("unused") // wrong on purpose, and never called
    public static class Impossible {
        @OnConnect
        @Transactional
        void connected() {}

        @OnDisconnect
        @NonBlocking
        void gone() {}

        @OnEvent
        @Transactional
        void save() {}
    }

    @NamespaceEndpoint("/{room}/{room}")
    public static class Twice {}

    @ApplicationScoped
    public static class Stray {
        @OnEvent
        void nobodyCalls() {}
    }

    private static String problems(Class<?>... beans) {
        Throwable problem = catchThrowable(() -> SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new EndpointExtension())
                .addBeanClasses(beans)
                .initialize());
        return String.valueOf(problem.getMessage()).replace("ee.socketio.cdi.WrongEndpointTest$Wrong.", "");
    }

    @Test
    void allThatIsWrongIsListedAtOnce() {
        assertThat(problems(Wrong.class).lines().filter(line -> line.contains("expected")))
                .map(line -> line.replaceFirst("^.*?(\\w+\\()", "$1"))
                .containsExactlyInAnyOrder(
                        "hidden(): private (expected: none of private, static, final and abstract, so that CDI can stand in front of it)",
                        "shared(): static (expected: none of private, static, final and abstract, so that CDI can stand in front of it)",
                        "sealed(): final (expected: none of private, static, final and abstract, so that CDI can stand in front of it)",
                        "connected(String): parameter of type java.lang.String (expected: Socket, Namespace, Handshake, Principal, @Auth, @PathParam)",
                        "refused(DisconnectReason): parameter of type ee.socketio.DisconnectReason (expected: Socket, Namespace, Handshake, Principal, @Auth, @PathParam)",
                        "gone(Socket, Ack): parameter of type ee.socketio.Ack (expected: Socket, Namespace, Handshake, Principal, DisconnectReason, @Auth, @PathParam)",
                        "failed(String): parameter of type java.lang.String (expected: Socket, Namespace, Handshake, Principal, Event, Arguments, Ack, Throwable, @Auth, @PathParam)",
                        "operator(BroadcastOperator): parameter of type ee.socketio.BroadcastOperator (expected: Socket, Namespace, Handshake, Principal, Event, Arguments, Ack, @Auth, @PathParam or a type of the event's argument)",
                        "unknown(Object): parameter of type T (expected: Socket, Namespace, Handshake, Principal, Event, Arguments, Ack, @Auth, @PathParam or a type of the event's argument)",
                        "never(): event \"disconnect\" is reserved and never comes (expected: another name, or @OnConnect or @OnDisconnect)",
                        "twice(): event \"twice\" is handled by another method, too (expected: one method of a bean for each event)");
    }

    @Test
    void whatIsWrongWithVariablesAndAccessIsListedLikewise() {
        assertThat(problems(WrongToo.class, NoVariables.class, Twice.class, Stray.class)
                        .lines()
                        .filter(line -> line.contains("expected")))
                .map(line -> line.replaceFirst("^.*?WrongEndpointTest\\$", ""))
                .containsExactlyInAnyOrder(
                        "WrongToo: @Authenticated and @DenyAll (expected: one of them)",
                        "WrongToo.connected(): returns boolean (expected: void; a client is refused by ConnectionRefused)",
                        "WrongToo.connected(Optional): @PathParam(\"room\") of type java.util.Optional<ee.socketio.cdi.WrongEndpointTest$Size> (expected: String, int, long, UUID or an enum)",
                        "WrongToo.say(String): @PathParam(\"place\") (expected: one of room)",
                        "WrongToo.auth(Socket): @Auth ee.socketio.Socket (expected: a type of what the client gives)",
                        "WrongToo.both(): @RolesAllowed and @PermitAll (expected: one of them)",
                        "WrongToo.gone(): @PermitAll (expected: on @OnConnect and @OnEvent, nobody else is asked)",
                        "WrongToo.failed(Throwable): Throwable is taken by another method, too (expected: one method of a bean for each exception)",
                        "WrongToo.failed(IllegalStateException, IllegalArgumentException): parameter of type java.lang.IllegalArgumentException (expected: one exception)",
                        "NoVariables.connected(String): @PathParam(\"room\") (expected: a variable of the namespace, such as /chat/{room})",
                        "Stray.nobodyCalls(): a handler, but its class is no endpoint (expected: @NamespaceEndpoint on the class)",
                        "Twice: /{room}/{room}: {room} (expected: once)",
                        "@InNamespace: dcenter (expected: a name that starts with a slash)",
                        "@InNamespace: /{one}/x{two}: \"x{two}\" (expected: variables that are whole segments, such as {room})");
    }

    @Test
    void promisesThatCannotBeKeptAreListedLikewise() {
        assertThat(problems(Impossible.class).lines().filter(line -> line.contains("expected")))
                .map(line -> line.replaceFirst("^.*?WrongEndpointTest\\$", ""))
                .containsExactlyInAnyOrder(
                        "Impossible.connected(): @NonBlocking and @Transactional (expected: one of them, for a transaction waits for its database)",
                        "Impossible.gone(): @NonBlocking (expected: on @OnEvent and @OnConnect)",
                        "Impossible.save(): @NonBlocking and @Transactional (expected: one of them, for a transaction waits for its database)");
    }

    @Test
    void registryWithoutAServerSaysSo() {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new EndpointExtension())
                .addBeanClasses(WrongEndpointTest.class)
                .initialize()) {
            NamespaceRegistry registry =
                    container.select(NamespaceRegistry.class).get();

            assertThat(catchThrowable(registry::namespaces))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has not been started");
        }
    }
}
