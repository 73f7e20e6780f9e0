package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SIGTERM of {@code java -jar}: the clients leave one after the other before the port is closed. */
@Timeout(120)
class DrainIT {

    @Test
    void clientsLeaveOneAfterTheOtherAndNewcomersAreToldToComeBack() throws Exception {
        try (ServerProcess server = ServerProcess.executableWar(Wars.file(), "--socketio.drain=6s")) {
            try (RawPeer one = join(server);
                    RawPeer two = join(server)) {
                long start = System.nanoTime();

                server.terminate();

                CompletableFuture<Long> first = CompletableFuture.supplyAsync(() -> awaitClose(one, start));
                CompletableFuture<Long> second = CompletableFuture.supplyAsync(() -> awaitClose(two, start));
                CompletableFuture.anyOf(first, second).join();
                RawPeer.Answer refused = newcomer(server);
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.headers()).containsKey("retry-after");
                assertThat(Math.abs(second.join() - first.join()))
                        .as("milliseconds between them")
                        .isGreaterThan(500);
                assertThat(server.awaitEnd(Duration.ofSeconds(10))).isTrue();
            }
        }
    }

    private static RawPeer.Answer newcomer(ServerProcess server) throws IOException {
        try (RawPeer peer = new RawPeer(server.base())) {
            return peer.get("EIO=4&transport=polling").answer();
        }
    }

    private static RawPeer join(ServerProcess server) throws IOException {
        RawPeer peer = new RawPeer(server.base());
        assertThat(peer.upgrade("EIO=4&transport=websocket").answer().status()).isEqualTo(101);
        assertThat(peer.frame()).startsWith("0{");
        return peer;
    }

    /** When the close frame comes, in milliseconds. */
    private static long awaitClose(RawPeer peer, long start) {
        try {
            throw new AssertionError(peer.frame());
        } catch (EOFException closed) {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
