package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Connection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages of Engine.IO that are no packets of Socket.IO, over real connections. */
@Timeout(30)
final class RawMessagesIT {
    private static SocketTomcat tomcat;

    @BeforeAll
    static void start() {
        tomcat = new SocketTomcat("pool", Duration.ofSeconds(25), 1 << 20);
        tomcat.server()
                .of("/")
                .onConnect(socket -> socket.on(
                        "ask", event -> socket.connection().send("rå").send(ByteBuffer.wrap(new byte[] {1, 2}))));
    }

    @AfterAll
    static void stop() {
        tomcat.close();
    }

    @Test
    void leaveOverWebSocketAsMessages() {
        try (RawWebSocket client = tomcat.join()) {
            client.text("42[\"ask\"]");

            assertThat(client.nextText()).isEqualTo("4rå");
            assertThat(client.next().bytes()).containsExactly(1, 2);
        }
    }

    @Test
    void leaveForRevision3WithTheTypeByte() {
        try (RawWebSocket client = RawWebSocket.session(tomcat.base(), "EIO=3")) {
            assertThat(client.nextText()).isEqualTo("40");
            client.text("42[\"ask\"]");

            assertThat(client.nextText()).isEqualTo("4rå");
            assertThat(client.next().bytes()).containsExactly(4, 1, 2);
        }
    }

    @Test
    void leaveOverPollingInTheirTurn() {
        try (RawPeer peer = new RawPeer(tomcat.base())) {
            String session = "EIO=4&transport=polling&sid="
                    + peer.get("EIO=4&transport=polling").sid();
            peer.post(session, "40");
            assertThat(peer.get(session).body()).startsWith("40{\"sid\":\"");
            peer.post(session, "42[\"ask\"]");

            String body = peer.get(session).body();
            assertThat(body.equals("4rå") ? body + "\u001e" + peer.get(session).body() : body)
                    .isEqualTo("4rå\u001ebAQI=");
        }
    }

    private record Noting(BlockingQueue<String> notes) implements Connection.Listener {
        @Override
        public void message(Connection connection, String text) {
            notes.add(text);
        }

        @Override
        public void message(Connection connection, ByteBuffer bytes) {
            notes.add(bytes.remaining() + " bytes");
        }

        String next() throws InterruptedException {
            return notes.poll(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void areToldAsTheyComeAndEndTheConnectionWhenTheyAreNoPackets() throws InterruptedException {
        Noting noting = new Noting(new LinkedBlockingQueue<>());
        tomcat.server().connections().onOpen(connection -> connection.addListener(noting));
        try (RawWebSocket client = tomcat.join()) {
            client.text("451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
            client.binary((byte) 7);
            client.text("4no packet");

            assertThat(noting.next()).isEqualTo("0");
            assertThat(noting.next()).isEqualTo("51-[\"x\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(noting.next()).isEqualTo("1 bytes");
            assertThat(noting.next()).isEqualTo("no packet");
            assertThat(client.nextCloseCode()).isEqualTo(1000);
        }
    }
}
