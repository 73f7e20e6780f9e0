package ee.socketio.it;

import ee.socketio.it.server.RunningServer;
import ee.socketio.it.server.Server;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Thirty deployments on each server that deploys what appears in a folder, and undeploys what disappears there. Payara
 * fills caches for a long time, which would look like a leak if the virtual machine kept them.
 */
class EveryServerRedeployIT {
    private static final int ROUNDS = Integer.getInteger("redeploys", 30);

    static List<Server> servers() {
        return Server.chosen().stream()
                .filter(server -> server.name().matches("(tomcat|payara|glassfish)-\\d+"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void undeployingLeavesNothing(Server server) throws Exception {
        try (RunningServer running = RunningServer.startForgetful(server)) {
            Redeploys.assertNothingIsLeft(server.title(), new Dropped(running, Wars.file()), ROUNDS);
        }
    }

    private record Dropped(RunningServer server, File war) implements Redeploys.Application {
        @Override
        public void deploy() throws Exception {
            server.deploy(war);
        }

        @Override
        public void undeploy() throws Exception {
            server.undeploy(war);
        }

        @Override
        public URI base() {
            return server.base("socketio-ee");
        }

        @Override
        public long pid() {
            return server.pid();
        }

        @Override
        public Path folder() {
            return server.folder();
        }
    }
}
