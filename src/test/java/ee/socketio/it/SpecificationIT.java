package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Packet by packet over both transports, on a server that is set up as the protocol's own suite of tests wants it: by
 * settings, and the beans of {@link Echoing}.
 */
@Timeout(30)
class SpecificationIT {
    private static final String POLLING = "EIO=4&transport=polling";
    private static final String WEBSOCKET = "EIO=4&transport=websocket";
    private static final String SID = "\\{\"sid\":\"[\\w-]{20}\"}";

    private static ServerProcess server;

    @BeforeAll
    static void start() {
        server = ServerProcess.executableWar(
                List.of(
                        "-Dsocketio.ping-interval=300ms",
                        "-Dsocketio.ping-timeout=200ms",
                        "-Dsocketio.connect-timeout=1s",
                        "-Dsocketio.max-http-buffer-size=1000000"),
                Wars.file(Wars.archive("echoing.war").addClasses(Echoing.class)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A client that answers heartbeats and is silent otherwise; bytes are {@code b} and base64. */
    private interface Client extends AutoCloseable {
        void send(String... packets) throws IOException;

        /** The next packet. */
        String next() throws IOException;

        boolean isClosed() throws IOException;

        @Override
        void close() throws IOException;
    }

    private enum Transport {
        OF_POLLING {
            @Override
            Client open() {
                return new OverPolling(PollingPeer.open(server.base()));
            }
        },
        OF_WEBSOCKET {
            @Override
            Client open() throws IOException {
                RawPeer peer = new RawPeer(server.base());
                peer.upgrade(WEBSOCKET).answer();
                peer.frame();
                return new OverWebSocket(peer);
            }
        };

        abstract Client open() throws IOException;

        /** Connected to the main namespace. */
        Client join() throws IOException {
            Client client = open();
            client.send("40");
            client.next();
            client.next();
            return client;
        }
    }

    private record OverWebSocket(RawPeer peer) implements Client {
        @Override
        public void send(String... packets) throws IOException {
            for (String packet : packets) {
                if (packet.startsWith("b")) {
                    peer.frame(Base64.getDecoder().decode(packet.substring(1)));
                } else {
                    peer.frame(packet);
                }
            }
        }

        @Override
        public String next() throws IOException {
            String packet = peer.frame();
            while (packet.equals("2")) {
                send("3");
                packet = peer.frame();
            }
            return packet;
        }

        @Override
        public boolean isClosed() throws IOException {
            try {
                return next().isEmpty();
            } catch (EOFException closed) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            peer.close();
        }
    }

    private record OverPolling(PollingPeer peer, Queue<String> received) implements Client {
        OverPolling(PollingPeer peer) {
            this(peer, new ArrayDeque<>());
        }

        @Override
        public void send(String... packets) {
            peer.post(String.join(PollingPeer.RS, packets));
        }

        @Override
        public String next() {
            while (received.isEmpty()) {
                Stream.of(peer.poll().split(PollingPeer.RS))
                        .filter(packet -> !packet.equals("2"))
                        .forEach(received::add);
                if (received.isEmpty()) {
                    peer.post("3");
                }
            }
            return received.remove();
        }

        @Override
        public boolean isClosed() {
            String packet = next();
            return packet.equals("1") || (packet.equals("6") && next().equals("1")) || packet.contains("\"code\":1");
        }

        @Override
        public void close() {
            peer.post("1");
        }
    }

    // ---- the connection --------------------------------------------------------------------------------------------

    @Test
    void settingsAreTold() {
        assertThat(PollingPeer.get(server.base(), POLLING).body())
                .endsWith(
                        "\"upgrades\":[\"websocket\"],\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1000000}");
    }

    @Test
    void silentClientsAreGoneAfterIntervalAndTimeout() throws IOException {
        PollingPeer polling = PollingPeer.open(server.base());
        try (RawPeer webSocket = new RawPeer(server.base())) {
            webSocket.upgrade(WEBSOCKET).answer();
            webSocket.frame();

            assertThat(webSocket.frame()).isEqualTo("2");
            assertThat(new OverWebSocket(webSocket).isClosed()).isTrue();
        }
        assertThat(polling.poll()).contains("\"code\":1");
    }

    @ParameterizedTest
    @EnumSource
    void clientThatJoinsNoNamespaceIsClosed(Transport transport) throws IOException {
        try (Client client = transport.open()) {
            assertThat(client.isClosed()).isTrue();
        }
    }

    // ---- namespaces ------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    void mainNamespaceIsJoinedWithCredentialsOrWithout(Transport transport) throws IOException {
        try (Client silent = transport.open();
                Client talking = transport.open()) {
            silent.send("40");
            talking.send("40{\"token\":\"123\"}");

            assertThat(silent.next()).matches("40" + SID);
            assertThat(silent.next()).isEqualTo("42[\"auth\",{}]");
            assertThat(talking.next()).matches("40" + SID);
            assertThat(talking.next()).isEqualTo("42[\"auth\",{\"token\":\"123\"}]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherNamespaceIsJoinedOnTheSameConnection(Transport transport) throws IOException {
        try (Client client = transport.join()) {
            client.send("40/custom,{\"token\":\"abc\"}");

            assertThat(client.next()).matches("40/custom," + SID);
            assertThat(client.next()).isEqualTo("42/custom,[\"auth\",{\"token\":\"abc\"}]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void unknownNamespaceIsRefused(Transport transport) throws IOException {
        try (Client client = transport.open()) {
            client.send("40/random");

            assertThat(client.next()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void namespaceIsLeftAlone(Transport transport) throws IOException {
        try (Client client = transport.join()) {
            client.send("40/custom");
            client.next();
            client.next();

            client.send("41", "42/custom,[\"message\",\"still here\"]");

            assertThat(client.next()).isEqualTo("42/custom,[\"message-back\",\"still here\"]");
        }
    }

    // ---- events ----------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    void eventComesBack(Transport transport) throws IOException {
        try (Client client = transport.join()) {
            client.send("42[\"message\",1,\"2\",{\"3\":[true]}]");

            assertThat(client.next()).isEqualTo("42[\"message-back\",1,\"2\",{\"3\":[true]}]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void eventIsAcknowledged(Transport transport) throws IOException {
        try (Client client = transport.join()) {
            client.send("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");

            assertThat(client.next()).isEqualTo("43456[1,\"2\",{\"3\":[false]}]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesComeBackAndAreAcknowledged(Transport transport) throws IOException {
        String both = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";
        try (Client client = transport.join()) {
            client.send("452-[\"message\"," + both, "bAQID", "bBAUG");
            assertThat(packets(client, 3)).containsExactly("452-[\"message-back\"," + both, "bAQID", "bBAUG");

            client.send("452-789[\"message-with-ack\"," + both, "bAQID", "bBAUG");
            assertThat(packets(client, 3)).containsExactly("462-789[" + both, "bAQID", "bBAUG");
        }
    }

    private static List<String> packets(Client client, int count) {
        String[] packets = new String[count];
        Arrays.setAll(packets, index -> {
            try {
                return client.next();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return List.of(packets);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {"4abc", "42{}", "42abc[\"message-with-ack\"]", "40[]", "45-[]", "bAQID", "42[\"message\"]x", "4"})
    void whatIsNoPacketClosesTheConnection(String packet) throws IOException {
        for (Transport transport : Transport.values()) {
            try (Client client = transport.join()) {
                client.send(packet);

                assertThat(client.isClosed()).as("%s: %s", transport, packet).isTrue();
            }
        }
    }
}
