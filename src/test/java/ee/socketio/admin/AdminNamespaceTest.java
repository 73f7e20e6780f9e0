package ee.socketio.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.ConnectionRefused;
import ee.socketio.Socket;
import ee.socketio.admin.AdminOptions.Account;
import ee.socketio.admin.AdminOptions.Mode;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.FakeTransport;
import ee.socketio.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire between a page and the server. */
final class AdminNamespaceTest {
    private static final String CONNECT = "0/admin,\\{\"sid\":\"[\\w-]{20}\"}";
    private static final String NOON = "\"2026-11-23T12:00:00.250Z\"";
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private final TestClock clock = new TestClock();
    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    private void open(Mode mode, boolean readonly) {
        open(new AdminOptions(mode, "/admin", Optional.empty(), readonly, Optional.of("one")));
    }

    private AdminNamespace open(AdminOptions options) {
        return AdminNamespace.open(server.server, options, server.clock.sweeper(), clock);
    }

    /** A page that has been told what there is. */
    private FakeClient page() {
        FakeClient page = server.client();
        page.sends("0/admin,");
        page.messages();
        return page;
    }

    private void openForAdmin() {
        BcryptHash changeit = BcryptHash.parse("$2a$04$1hNE..5Tt.t9G82W8CeCcuS4JLgvUQsOfdRLs6IgqmlTKSfO/lZt2");
        open(new AdminOptions(
                Mode.PRODUCTION, "/admin", Optional.of(new Account("admin", changeit)), false, Optional.empty()));
    }

    private List<String> connecting(String auth) {
        FakeClient page = server.client();
        page.sends("0/admin," + auth);
        return page.messages();
    }

    // ---- who may come in

    @Test
    void rightPasswordGetsASessionThatNeedsNone() {
        openForAdmin();

        List<String> told = connecting("{\"username\":\"admin\",\"password\":\"changeit\"}");

        assertThat(told).hasSize(3);
        assertThat(told.get(0)).matches(CONNECT);
        assertThat(told.get(1)).matches("2/admin,\\[\"session\",\"[0-9a-f]{32}\"]");
        assertThat(told.get(2)).startsWith("2/admin,[\"config\",{\"supportedFeatures\":[");
        String session = told.get(1).replaceFirst(".*,\"(.*)\"]", "$1");
        assertThat(connecting("{\"sessionId\":\"" + session + "\"}"))
                .hasSize(2)
                .noneMatch(packet -> packet.contains("\"session\""));
    }

    @Test
    void whoBringsNothingRightIsRefused() {
        openForAdmin();

        for (String auth : List.of(
                "",
                "{}",
                "{\"sessionId\":null}",
                "{\"sessionId\":\"0123456789abcdef0123456789abcdef\"}",
                "{\"username\":\"admin\"}",
                "{\"username\":\"admin\",\"password\":1}",
                "{\"username\":\"admin\",\"password\":\"change it\"}",
                "{\"username\":\"root\",\"password\":\"changeit\"}")) {
            assertThat(connecting(auth)).containsExactly("4/admin,{\"message\":\"invalid credentials\"}");
        }
    }

    @Test
    void guessingIsSlow() {
        openForAdmin();
        String wrong = "{\"username\":\"admin\",\"password\":\"guess\"}";
        for (int i = 0; i < Attempts.OF_ONE; i++) {
            assertThat(connecting(wrong)).containsExactly("4/admin,{\"message\":\"invalid credentials\"}");
        }

        assertThat(connecting(wrong))
                .containsExactly("4/admin,{\"message\":\"too many attempts, try again in a minute\"}");
    }

    @Test
    void namespaceOfTheApplicationIsNotTaken() {
        server.server.of("/admin");

        assertThatThrownBy(() -> open(Mode.PRODUCTION, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("/admin is the application's (expected: one of its own)");
    }

    // ---- numbers

    @Test
    void statsComeEveryTwoSeconds() {
        open(new AdminOptions(Mode.PRODUCTION, "/admin", Optional.empty(), false, Optional.of("one")));
        FakeClient page = page();
        FakeClient client = server.pollingClient();
        client.joins("/");
        client.vanishes();
        server.pollingClient().joins("/");

        clock.pass(A_WHILE);
        server.advance(A_WHILE);

        assertThat(page.next())
                .startsWith("2/admin,[\"server_stats\",{\"serverId\":\"one\",\"hostname\":\"")
                .contains("\"pid\":" + ProcessHandle.current().pid() + ",\"uptime\":2.0,\"clientsCount\":2,"
                        + "\"pollingClientsCount\":1,\"aggregatedEvents\":[")
                .contains("{\"timestamp\":1795435200000,\"type\":\"rawConnection\",\"count\":2}")
                .contains("{\"timestamp\":1795435200000,\"type\":\"rawDisconnection\",\"subType\":\"transport close\","
                        + "\"count\":1}")
                .contains("{\"timestamp\":1795435200000,\"type\":\"bytesIn\",\"count\":2}")
                .contains("{\"timestamp\":1795435200000,\"type\":\"packetsIn\",\"count\":2}")
                .contains("{\"name\":\"/\",\"socketsCount\":1}", "{\"name\":\"/admin\",\"socketsCount\":1}");
        clock.pass(A_WHILE);
        server.advance(A_WHILE);
        assertThat(page.next()).contains("\"uptime\":4.0").doesNotContain("rawConnection");
    }

    @Test
    void nobodyIsToldWhenNobodyLooksOn() {
        open(Mode.DEVELOPMENT, false);
        FakeClient page = page();
        page.sends("1/admin,");
        server.advance(A_WHILE);
        Socket socket = server.client().joins("/");
        socket.join("room");
        server.run();

        FakeClient next = server.client();
        next.sends("0/admin,");
        server.advance(A_WHILE);

        assertThat(page.messages()).noneMatch(packet -> packet.startsWith("2"));
        assertThat(next.messages()).noneMatch(packet -> packet.contains("rawDisconnection"));
    }

    @Test
    void inProductionNothingElseIsTold() {
        open(Mode.PRODUCTION, false);
        FakeClient page = page();

        FakeClient client = server.client();
        Socket socket = client.joins("/");
        socket.join("room");
        client.sends("2[\"hello\"]");

        assertThat(page.messages()).isEmpty();
        assertThat(socket.data()).isEmpty();
    }

    @Test
    void afterTheEndNoStatsCome() {
        AdminNamespace opened =
                open(new AdminOptions(Mode.PRODUCTION, "/admin", Optional.empty(), false, Optional.empty()));
        FakeClient page = page();

        opened.close();
        server.advance(A_WHILE);

        assertThat(page.messages()).isEmpty();
    }

    // ---- every socket, room and event

    @Test
    void configSaysWhatThePageMayDo() {
        open(Mode.DEVELOPMENT, true);

        assertThat(connecting("").get(1))
                .isEqualTo("2/admin,[\"config\",{\"supportedFeatures\":[\"AGGREGATED_EVENTS\",\"ALL_EVENTS\"]}]");
    }

    @Test
    void allSocketsAreToldAtFirst() {
        open(Mode.DEVELOPMENT, false);
        Socket socket = server.client().joins("/");
        socket.join("room");
        socket.data().put("name", "Duke");

        List<String> told = connecting("");

        assertThat(told).hasSize(3);
        assertThat(told.get(1))
                .contains("\"EMIT\",\"JOIN\",\"LEAVE\",\"DISCONNECT\",\"MJOIN\",\"MLEAVE\","
                        + "\"MDISCONNECT\",\"AGGREGATED_EVENTS\",\"ALL_EVENTS\"");
        assertThat(told.get(2))
                .startsWith("2/admin,[\"all_sockets\",[{\"id\":\"")
                .containsPattern("\"clientId\":\"[\\w-]{12}\",\"transport\":\"websocket\",\"nsp\":\"/\","
                        + "\"data\":\\{\"name\":\"Duke\"}")
                .contains("\"nsp\":\"/admin\"", "\"room\"");
    }

    @Test
    void socketIsToldFromItsBeginningToItsEnd() {
        open(Mode.DEVELOPMENT, false);
        FakeClient page = page();
        server.server.of("/").onConnect(socket -> {
            socket.join("hall");
            socket.emit("welcome", "you");
        });

        FakeClient client = server.client();
        client.sends("0");
        Socket socket = server.server.of("/").sockets().iterator().next();
        String id = socket.id();
        client.sends("2[\"say\",\"hello\",1.50]");
        client.sends("51-[\"bytes\",{\"_placeholder\":true,\"num\":0}]", "<01 ff>");
        socket.leave("hall");
        server.run();
        client.sends("1");

        List<String> told = page.messages();
        assertThat(told.get(1))
                .startsWith("2/admin,[\"socket_connected\",{\"id\":\"" + id + "\",\"clientId\":\"")
                .contains("\"data\":{},\"handshake\":{\"address\":\"192.0.2.1\",\"headers\":{\"origin\":"
                        + "\"http://a.example\",\"x-twice\":\"one, two\"},\"query\":{")
                .containsPattern("\"issued\":\\d{13},\"secure\":true,\"time\":\"[^\"]+\",\"url\":\"[^\"]+\","
                        + "\"xdomain\":true}")
                .endsWith(",\"rooms\":[\"" + id + "\"]}," + NOON + "]");
        told.remove(1);
        assertThat(told)
                .containsExactly(
                        "2/admin,[\"room_joined\",\"/\",\"" + id + "\",\"" + id + "\"," + NOON + "]",
                        "2/admin,[\"event_sent\",\"/\",\"" + id + "\",[\"welcome\",\"you\"]," + NOON + "]",
                        "2/admin,[\"room_joined\",\"/\",\"hall\",\"" + id + "\"," + NOON + "]",
                        "2/admin,[\"event_received\",\"/\",\"" + id + "\",[\"say\",\"hello\",1.50]," + NOON + "]",
                        "51-/admin,[\"event_received\",\"/\",\"" + id
                                + "\",[\"bytes\",{\"_placeholder\":true,\"num\":0}]," + NOON + "]",
                        "<01 ff>",
                        "2/admin,[\"room_left\",\"/\",\"hall\",\"" + id + "\"," + NOON + "]",
                        "2/admin,[\"socket_disconnected\",\"/\",\"" + id + "\",\"client namespace disconnect\"," + NOON
                                + "]",
                        "2/admin,[\"room_left\",\"/\",\"" + id + "\",\"" + id + "\"," + NOON + "]");
    }

    @Test
    void whatLooksLikeBytesDisturbsNobody() {
        open(Mode.DEVELOPMENT, false);
        server.server.onError((event, failure) -> server.notes.add(failure.toString()));
        FakeClient client = server.client();
        Socket socket = client.joins("/");
        FakeClient page = page();

        client.sends("2[\"x\",{\"_placeholder\":true,\"num\":0},\"_placeholder\"]");

        assertThat(server.notes).isEmpty();
        assertThat(page.next())
                .isEqualTo("2/admin,[\"event_received\",\"/\",\"" + socket.id()
                        + "\",[\"x\",{\"_placeholder\":true,\"num\":0},\"_placeholder\"]," + NOON + "]");
    }

    @Test
    void whomAConnectHandlerRefusesIsGone() {
        open(Mode.DEVELOPMENT, false);
        FakeClient page = page();
        server.server.of("/").onConnect(socket -> {
            throw new ConnectionRefused("not now");
        });

        server.client().sends("0");

        assertThat(page.messages())
                .anyMatch(packet -> packet.contains("\"socket_connected\""))
                .anyMatch(
                        packet -> packet.contains("[\"socket_disconnected\",\"/\"") && packet.contains("\"refused\""));
    }

    @Test
    void eventsBetweenPagesAndServerAreNotTold() {
        open(Mode.DEVELOPMENT, false);
        FakeClient page = page();

        page.sends("2/admin,[\"join\",\"/\",\"room\"]");

        assertThat(page.messages()).isEmpty();
    }

    @Test
    void upgradeIsTold() {
        open(Mode.DEVELOPMENT, false);
        FakeClient page = page();
        FakeClient client = server.pollingClient();
        Socket socket = client.joins("/");
        page.messages();

        FakeTransport websocket = client.upgrades();

        assertThat(websocket.frames).isNotNull();
        assertThat(page.messages())
                .containsExactly("2/admin,[\"socket_updated\",{\"id\":\"" + socket.id()
                        + "\",\"nsp\":\"/\",\"transport\":\"websocket\"}]");
    }

    @Test
    void changesOfDataAreToldWithTheStats() {
        open(Mode.DEVELOPMENT, false);
        FakeClient page = page();
        Socket socket = server.client().joins("/");
        socket.data().put("cart", Map.of("items", List.of(1, 2)));
        socket.data().put("since", TestClock.NOON);
        page.messages();

        server.advance(A_WHILE);
        assertThat(page.messages())
                .contains("2/admin,[\"socket_updated\",{\"id\":\"" + socket.id() + "\",\"nsp\":\"/\",\"data\":"
                        + "{\"cart\":{\"items\":[1,2]},\"since\":\"2026-11-23T12:00:00.250Z\"}}]");
        server.advance(A_WHILE);
        assertThat(page.messages()).noneMatch(packet -> packet.contains("socket_updated"));
    }

    // ---- commands

    @Test
    void commandsReachWhomTheyAreFor() {
        open(Mode.PRODUCTION, false);
        FakeClient page = page();
        FakeClient one = server.client();
        FakeClient other = server.client();
        Socket socket = one.joins("/");
        Socket another = other.joins("/");

        page.sends("2/admin,[\"join\",\"/\",\"red\",\"" + socket.id() + "\"]");
        page.sends("2/admin,[\"join\",\"/\",\"all\",null]");
        assertThat(socket.rooms()).containsExactlyInAnyOrder(socket.id(), "red", "all");
        assertThat(another.rooms()).containsExactlyInAnyOrder(another.id(), "all");

        page.sends("2/admin,[\"emit\",\"/\",\"red\",\"hello\",{\"a\":1},\"b\"]");
        assertThat(one.messages()).containsExactly("2[\"hello\",{\"a\":1},\"b\"]");
        assertThat(other.messages()).isEmpty();

        page.sends("2/admin,[\"leave\",\"/\",\"all\",\"\"]");
        assertThat(socket.rooms()).doesNotContain("all");

        page.sends("2/admin,[\"_disconnect\",\"/\",false,\"red\"]");
        assertThat(one.messages()).containsExactly("1");
        assertThat(one.isClosed()).isFalse();
        page.sends("2/admin,[\"_disconnect\",\"/\",true]");
        assertThat(other.messages()).containsExactly("1");
        assertThat(other.isClosed()).isTrue();
    }

    @Test
    void commandsThatMakeNoSenseAreRefused() {
        open(Mode.PRODUCTION, false);
        FakeClient page = page();
        Socket socket = server.client().joins("/");

        page.sends("2/admin,0[\"join\",\"/nowhere\",\"red\"]");
        page.sends("2/admin,1[\"join\",\"/\"]");
        page.sends("2/admin,2[\"join\",\"/\",{},\"red\"]");
        page.sends("2/admin,3[\"emit\",\"/\",null,\"disconnect\"]");
        page.sends("2/admin,4[\"_disconnect\"]");

        assertThat(page.messages())
                .hasSize(5)
                .allMatch(packet -> packet.matches("3/admin,\\d\\[\\{\"error\":\".+\"}]"))
                .contains("3/admin,0[{\"error\":\"namespace: /nowhere does not exist\"}]")
                .contains("3/admin,1[{\"error\":\"room: missing\"}]");
        assertThat(server.server.find("/nowhere")).isEmpty();
        assertThat(socket.connected()).isTrue();
    }

    @Test
    void pageThatMayOnlyReadChangesNothing() {
        open(Mode.PRODUCTION, true);
        FakeClient page = page();
        Socket socket = server.client().joins("/");

        page.sends("2/admin,0[\"join\",\"/\",\"red\"]");
        page.sends("2/admin,[\"_disconnect\",\"/\",true]");

        assertThat(page.messages()).containsExactly("3/admin,0[{\"error\":\"the page may change nothing\"}]");
        assertThat(socket.rooms()).containsExactly(socket.id());
        assertThat(socket.connected()).isTrue();
    }
}
