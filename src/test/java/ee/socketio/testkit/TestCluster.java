package ee.socketio.testkit;

import ee.socketio.adapter.LinkedAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Servers behind one adapter: what is done on the one reaches the sockets of the others when the test says so. */
public final class TestCluster implements AutoCloseable {
    private final LinkedAdapter.Wire wire = new LinkedAdapter.Wire();
    private final List<TestServer> servers = new ArrayList<>();
    public final TestServer near = grow();
    public final TestServer far = grow();

    /** One more server. */
    public TestServer grow() {
        TestServer server = new TestServer(TestServer.OPTIONS, wire.server());
        servers.add(server);
        return server;
    }

    /** Lets everything arrive, and handlers run. */
    public void run() {
        do {
            servers.forEach(TestServer::run);
        } while (wire.run());
    }

    /** As {@link #run}, for what comes of it. */
    public <T> CompletableFuture<T> arrived(CompletionStage<T> stage) {
        run();
        return stage.toCompletableFuture();
    }

    @Override
    public void close() {
        servers.forEach(TestServer::close);
    }
}
