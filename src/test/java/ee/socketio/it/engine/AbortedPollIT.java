package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client gives up its GET; what is sent then waits for the next one instead of getting lost. */
final class AbortedPollIT {
    private static EngineTomcat tomcat;

    @BeforeAll
    static void start() {
        tomcat = new EngineTomcat.Settings().start();
    }

    @AfterAll
    static void stop() {
        tomcat.close();
    }

    @ParameterizedTest
    @CsvSource({"false, 10", "true, 10", "false, 100000", "true, 100000"})
    void nextGetHasWhatTheAbortedOneMissed(boolean reset, int size) {
        String data = "x".repeat(size);
        for (int i = 0; i < 20; i++) {
            try (RawPeer peer = new RawPeer(tomcat.base())) {
                String sid = peer.get("EIO=4&transport=polling").sid();
                String query = "EIO=4&transport=polling&sid=" + sid;
                try (RawPeer aborted = new RawPeer(tomcat.base())) {
                    aborted.request("GET", query, "", "");
                    tomcat.awaitParked(sid);
                    if (reset) {
                        aborted.reset();
                    }
                }

                tomcat.session(sid).send(EngineTomcat.message(data));
                tomcat.session(sid).send(EngineTomcat.message("second"));

                StringBuilder received = new StringBuilder(peer.get(query).body());
                if (received.indexOf("second") < 0) {
                    received.append(peer.get(query).body());
                }
                assertThat(received.toString().replace("\u001e", "")).isEqualTo("4" + data + "4second");
            }
        }
    }
}
