package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ee.socketio.Ack;
import ee.socketio.BroadcastOperator;
import ee.socketio.DisconnectReason;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.NamespaceRegistry;
import ee.socketio.OnConnect;
import ee.socketio.OnDisconnect;
import ee.socketio.OnError;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
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
                        "connected(String): parameter of type java.lang.String (expected: Socket, Namespace, Handshake)",
                        "refused(DisconnectReason): parameter of type ee.socketio.DisconnectReason (expected: Socket, Namespace, Handshake)",
                        "gone(Socket, Ack): parameter of type ee.socketio.Ack (expected: Socket, Namespace, Handshake, DisconnectReason)",
                        "failed(String): parameter of type java.lang.String (expected: Socket, Namespace, Handshake, Event, Arguments, Ack, Throwable)",
                        "operator(BroadcastOperator): parameter of type ee.socketio.BroadcastOperator (expected: Socket, Namespace, Handshake, Event, Arguments, Ack or a type of the event's argument)",
                        "unknown(Object): parameter of type T (expected: Socket, Namespace, Handshake, Event, Arguments, Ack or a type of the event's argument)",
                        "never(): event \"disconnect\" is reserved and never comes (expected: another name, or @OnConnect or @OnDisconnect)",
                        "twice(): event \"twice\" is handled by another method, too (expected: one method of a bean for each event)");
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
