package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Deploys an application and takes it away, over and over, while clients want to stay connected to it. Atmosphere #1053,
 * #1756: an application that was taken away left threads behind, and with them all its classes.
 */
final class Redeploys {
    /** Until a server has its own caches and threads. */
    private static final int FIRST_ROUNDS = 3;

    private static final int MOST_THREADS_MORE = 8;
    private static final int MOST_DESCRIPTORS_MORE = 20;
    private static final long MOST_HEAP_MORE = 4_000_000;

    private Redeploys() {}

    /** A server and where its application is to be. */
    interface Application {
        /** Returns when it is there. */
        void deploy() throws Exception;

        /** Returns when it has gone. */
        void undeploy() throws Exception;

        URI base();

        /** The server's process. */
        long pid();

        /** Where the server keeps what it unpacks and writes. */
        Path folder();
    }

    /** @param rounds more than three */
    static void assertNothingIsLeft(String server, Application application, int rounds) throws Exception {
        try (FaithfulClients clients = FaithfulClients.of(application.base())) {
            application.deploy();
            clients.awaitConnected(1);
            assertThat(Footprint.of(application.pid(), application.folder()).applications())
                    .as("class loaders of an application that is there")
                    .isPositive();
            application.undeploy();
            for (int round = 2; round <= FIRST_ROUNDS; round++) {
                round(application, clients, round);
            }
            Footprint before = settled(application);
            long start = System.nanoTime();
            for (int round = FIRST_ROUNDS + 1; round <= rounds; round++) {
                round(application, clients, round);
            }
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            Footprint after = settled(application);
            List<JsonObject> seen = clients.leave();

            System.out.println(server + ", " + rounds + " deployments, " + seen.size() + " clients\n  after "
                    + FIRST_ROUNDS + ": " + before + "\n  after " + rounds + ": " + after + ", " + seconds
                    + " s later");
            assertThat(seen).allSatisfy(client -> {
                assertThat(client.getInt("connects")).as("%s", client).isEqualTo(rounds);
                assertThat(client.getInt("answers")).as("%s", client).isEqualTo(rounds);
            });
            assertThat(after.threads()).noneMatch(name -> name.startsWith("socketio-"));
            assertThat(after.threads())
                    .hasSizeLessThanOrEqualTo(before.threads().size() + MOST_THREADS_MORE);
            assertThat(after.applications()).as("class loaders").isLessThanOrEqualTo(before.applications());
            assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors() + MOST_DESCRIPTORS_MORE);
            assertThat(after.files()).as("files").isEqualTo(before.files());
            assertThat(after.heapBytes()).as("bytes of heap").isLessThan(before.heapBytes() + MOST_HEAP_MORE);
        }
    }

    private static void round(Application application, FaithfulClients clients, int round) throws Exception {
        application.deploy();
        clients.awaitConnected(round);
        application.undeploy();
    }

    /**
     * As soon as no class loader is there any more and no file is being deleted: soft references and finalizers take
     * several collections, and a send to a client that has gone may hold on for 20 s.
     */
    private static Footprint settled(Application application) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        Footprint footprint = Footprint.of(application.pid(), application.folder());
        Footprint before;
        do {
            before = footprint;
            TimeUnit.MILLISECONDS.sleep(500);
            footprint = Footprint.of(application.pid(), application.folder());
        } while ((footprint.applications() > 0 || footprint.files() != before.files()) && System.nanoTime() < end);
        return footprint;
    }
}
