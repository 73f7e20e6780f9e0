package ee.socketio.launch.websocketd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListenersTest {
    @TempDir
    Path folder;

    private List<Connector> connectors(Path socket) throws Quit {
        WebsocketdOptions options =
                WebsocketdOptions.of(WebsocketdOptions.flags(List.of("--unixsocket=" + socket, "/bin/cat")));
        WebsocketdLog log = new WebsocketdLog(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                options.logLevel());
        return new Listeners(options, log).connectors();
    }

    @Test
    void fileThatIsNoSocketStays() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "precious");
        assertThatThrownBy(() -> connectors(file)).hasMessageContaining(file + " exists and is not a socket");
        assertThat(file).hasContent("precious");
    }

    @Test
    void socketOfAServerThatIsGoneIsReplaced() throws Exception {
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(connectors(socket)).hasSize(1);
        assertThat(socket).doesNotExist();
    }
}
