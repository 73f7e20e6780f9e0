package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client gives up its GET; what is sent then waits for the next one instead of getting lost. */
abstract class AbortedPollRules extends Rules {
    private final EchoServer echo = echo(EchoVariant.PLAIN);

    @ParameterizedTest
    @CsvSource({"false, 10", "true, 10", "false, 100000", "true, 100000"})
    void nextGetHasWhatTheAbortedOneMissed(boolean reset, int size) {
        String data = "x".repeat(size);
        for (int i = 0; i < 20; i++) {
            try (RawPeer peer = new RawPeer(echo.base())) {
                String sid = peer.get("EIO=4&transport=polling").sid();
                String query = "EIO=4&transport=polling&sid=" + sid;
                try (RawPeer aborted = new RawPeer(echo.base())) {
                    aborted.request("GET", query, "", "");
                    echo.awaitParked(sid);
                    if (reset) {
                        aborted.reset();
                    }
                }

                echo.send(sid, data);
                echo.send(sid, "second");

                StringBuilder received = new StringBuilder(peer.get(query).body());
                if (received.indexOf("second") < 0) {
                    received.append(peer.get(query).body());
                }
                assertThat(received.toString().replace("\u001e", "")).isEqualTo("4" + data + "4second");
            }
        }
    }
}
