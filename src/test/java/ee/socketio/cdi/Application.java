package ee.socketio.cdi;

import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.List;
import java.util.function.UnaryOperator;

/** Some beans on a real CDI container, and a server that they serve. */
final class Application implements AutoCloseable {
    final SeContainer container;
    final TestServer server;

    private Application(SeContainer container, TestServer server) {
        this.container = container;
        this.server = server;
        container.getBeanManager().getExtension(EndpointExtension.class).serve(server.server, type -> true);
    }

    static Application of(Class<?>... beans) {
        return of(container -> container, beans);
    }

    static Application of(UnaryOperator<SeContainerInitializer> more, Class<?>... beans) {
        return of(more, new TestServer(), beans);
    }

    static Application of(TestServer server, Class<?>... beans) {
        return of(container -> container, server, beans);
    }

    private static Application of(UnaryOperator<SeContainerInitializer> more, TestServer server, Class<?>... beans) {
        return new Application(
                more.apply(SeContainerInitializer.newInstance()
                                .disableDiscovery()
                                .addExtensions(new EndpointExtension())
                                .addBeanClasses(beans))
                        .initialize(),
                server);
    }

    /** What the client's callback gets. */
    static String ask(FakeClient client, String namespace, String arguments) {
        client.sends("2" + namespace + ",0[" + arguments + "]");
        List<String> messages = client.messages();
        return messages.isEmpty()
                ? "nothing"
                : messages.get(messages.size() - 1).replaceFirst("^3" + namespace + ",0", "");
    }

    @Override
    public void close() {
        server.close();
        server.run();
        container.close();
    }
}
