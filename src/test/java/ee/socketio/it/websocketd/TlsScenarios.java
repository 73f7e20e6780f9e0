package ee.socketio.it.websocketd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The server with a certificate. */
interface TlsScenarios {
    /** The server with these arguments. */
    ProgramServerProcess server(String... arguments) throws IOException;

    /** For files of these tests. */
    Path folder();

    @Test
    default void programIsReachedOverTlsAndToldSo() throws Exception {
        Identity own = Identity.create(folder(), "own");
        ProgramServerProcess server = server(
                "--ssl",
                "--sslcert=" + own.certificate(),
                "--sslkey=" + own.key(),
                "sh",
                "-c",
                "echo $HTTPS; exec cat");
        try (Peer peer = Peer.secure(own.client(), server.port(), "/")) {
            assertThat(peer.nextText()).isEqualTo("on");
            assertThat(peer.send("over TLS").nextText()).isEqualTo("over TLS");
        }
        server.awaitOutput("Starting WebSocket server   : wss://");
    }
}
