package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tutorial on a server whose log can be read. */
abstract class LoggedScenarios extends TutorialScenarios {

    abstract ServerProcess server();

    @Override
    public final URI base() {
        return server().base();
    }

    @ParameterizedTest(name = "client {0} over {1}")
    @MethodSource("cells")
    void connectMessageAndDisconnectAreLogged(String client, String transport) {
        int before = server().logSize();

        NodeClient.of(base()).client(client).transport(transport).run("disconnect");

        // The client left half a second before its process ended.
        server().awaitLine(before, line -> line.contains("client disconnected."), Duration.ofMillis(500));
        assertThat(server().logFrom(before))
                .anyMatch(line -> line.contains("client connected."))
                .anyMatch(line -> line.contains("hello"));
        assertThat(server().logFrom(before).stream().filter(line -> line.contains("client connected.")))
                .hasSize(1);
    }

    @Test
    void eventWithoutItsDataIsLogged() {
        int before = server().logSize();

        NodeClient.of(base()).run("missing-data");

        assertThat(server().logFrom(before)).anyMatch(line -> line.contains("my_event"));
    }

    /** What may be logged of it is what handlers say of bad arguments, and of that only some lines a second. */
    @Test
    @Override
    void garbageDisturbsNobodyElse() {
        int before = server().logSize();
        long start = System.nanoTime();

        super.garbageDisturbsNobodyElse();

        long seconds = (System.nanoTime() - start) / 1_000_000_000 + 1;
        assertThat(server().logFrom(before).stream().filter(line -> line.contains("SEVERE")))
                .hasSizeLessThan((int) (11 * (seconds + 1)))
                .allSatisfy(line -> assertThat(line).containsPattern("SIO-0203|SIO-0212"));
    }
}
