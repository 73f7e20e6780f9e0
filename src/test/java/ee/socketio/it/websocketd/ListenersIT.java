package ee.socketio.it.websocketd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where newer websocketds listen, too: on Unix sockets, and for clients with certificates alone. */
final class ListenersIT {
    @TempDir
    Path folder;

    @Test
    void clientIsAskedForACertificate() throws Exception {
        Identity server = Identity.create(folder, "server");
        Identity client = Identity.create(folder, "client");
        Identity stranger = Identity.create(folder, "stranger");
        try (ProgramServerProcess process = ProgramServerProcess.start(
                WebsocketdIT.COMMAND,
                Map.of(),
                List.of(
                        "--ssl",
                        "--sslcert=" + server.certificate(),
                        "--sslkey=" + server.key(),
                        "--sslca=" + client.certificate(),
                        "cat"))) {
            try (Peer peer = Peer.secure(server.clientAs(client), process.port(), "/")) {
                assertThat(peer.send("known").nextText()).isEqualTo("known");
            }
            assertThatThrownBy(() -> Peer.secure(server.client(), process.port(), "/"))
                    .isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() -> Peer.secure(server.clientAs(stranger), process.port(), "/"))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void unixSocketIsTakenOnce() throws Exception {
        Path socket = folder.resolve("socket");
        try (ProgramServerProcess process = ProgramServerProcess.start(WebsocketdIT.COMMAND, socket, List.of("cat"))) {
            try (Peer peer = Peer.unix(socket, "/")) {
                assertThat(peer.send("over a file").nextText()).isEqualTo("over a file");
            }
            process.awaitOutput("Starting WebSocket server   : unix:" + socket);
            try (ProgramServerProcess second =
                    ProgramServerProcess.run(WebsocketdIT.COMMAND, List.of("--unixsocket=" + socket, "cat"))) {
                assertThat(second.output()).contains(socket + " is already in use by a running server");
                assertThat(second.exitCode()).isEqualTo(3);
            }
        }
        assertThat(socket).doesNotExist();
    }
}
