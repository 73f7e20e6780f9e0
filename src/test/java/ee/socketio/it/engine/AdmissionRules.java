package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are for us, which of them are served, and what the others are told. */
abstract class AdmissionRules extends Rules {
    private final EchoServer echo = echo(EchoVariant.PLAIN);

    private RawPeer.Response get(String target) {
        try (RawPeer peer = new RawPeer(echo.base())) {
            return peer.send("GET " + echo.base().getPath() + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .response();
        }
    }

    private String sid() {
        return get("socket.io/?EIO=4&transport=polling").sid();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socket.io/?EIO=4&transport=polling",
                "socket.io/x/y?EIO=4&transport=polling",
                "socket.io/?transport=x&EIO=3&EIO=4&transport=polling",
                "socket.io/?EIO=4&transport=polling&sid=",
                "socket.io/?EIO=4&transport=polling&t=PXyz&foo=bar&foo=%20"
            })
    void handshakeIsServed(String target) {
        RawPeer.Response response = get(target);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).startsWith("0{\"sid\":\"");
    }

    /** WildFly answers 400 before anybody is asked. */
    @Test
    void parameterThatCannotBeDecodedIsNobodysFault() {
        assertThat(get("socket.io/?EIO=4&transport=polling&foo=%ZZ").status()).isIn(200, 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socket.io?EIO=4&transport=polling",
                "socket.iox/?EIO=4&transport=polling",
                "socket%2Eio/?EIO=4&transport=polling",
                "?EIO=4&transport=polling"
            })
    void othersGoOnToTheApplication(String target) {
        assertThat(get(target).body()).doesNotStartWith("0{");
    }

    @Test
    void pathWithoutSlashIsServedWhenSoSet() {
        EchoServer slashless = echo(EchoVariant.SLASHLESS);
        try (RawPeer peer = new RawPeer(slashless.base())) {
            for (String path : new String[] {"socket.io", "socket.io/", "socket.io/x"}) {
                peer.send("GET " + slashless.base().getPath() + path
                        + "?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(peer.response().status()).isEqualTo(200);

                try (RawPeer webSocket = new RawPeer(slashless.base())) {
                    webSocket.send("GET " + slashless.base().getPath() + path
                            + "?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n" + RawWebSocket.UPGRADE
                            + "\r\n");
                    assertThat(webSocket.response().status()).isEqualTo(101);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | EIO=4 | {\"code\":0,\"message\":\"Transport unknown\"}",
                "GET | EIO=4&transport=POLLING | {\"code\":0,\"message\":\"Transport unknown\"}",
                "GET | EIO=4&transport=webtransport&sid=none | {\"code\":0,\"message\":\"Transport unknown\"}",
                "GET | EIO=4&transport=polling&sid=none | {\"code\":1,\"message\":\"Session ID unknown\"}",
                "POST | EIO=4&transport=polling&sid=none | {\"code\":1,\"message\":\"Session ID unknown\"}",
                "POST | EIO=4&transport=websocket | {\"code\":2,\"message\":\"Bad handshake method\"}",
                "OPTIONS | EIO=4&transport=polling | {\"code\":2,\"message\":\"Bad handshake method\"}",
                "GET | EIO=4&transport=websocket | {\"code\":3,\"message\":\"Bad request\"}",
                "GET | EIO=3&transport=polling&sid=SID | {\"code\":3,\"message\":\"Bad request\"}",
                "GET | transport=polling&sid=SID | {\"code\":3,\"message\":\"Bad request\"}",
                "GET | EIO=4&transport=websocket&sid=SID | {\"code\":3,\"message\":\"Bad request\"}"
            })
    void refusalHasTheProtocolsBody(String method, String query, String body) {
        try (RawPeer peer = new RawPeer(echo.base())) {
            RawPeer.Response response =
                    peer.request(method, query.replace("SID", sid()), "", "").response();

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.header("content-type")).isEqualTo("application/json");
            assertThat(response.body()).isEqualTo(body);
        }
    }

    @Test
    void revision3IsRefusedWhenSoSet() {
        EchoServer modern = echo(EchoVariant.NO_REVISION_3);
        try (RawPeer peer = new RawPeer(modern.base())) {
            assertThat(peer.get("EIO=3&transport=polling").body())
                    .isEqualTo("{\"code\":5,\"message\":\"Unsupported protocol version\"}");
            assertThat(RawWebSocket.ask(modern.base(), "EIO=3&transport=websocket")
                            .handshake()
                            .status())
                    .as("before the upgrade")
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EIO=4&transport=websocket&sid=none",
                "EIO=4&transport=polling",
                "EIO=4&transport=carrier-pigeon",
                "EIO=4&transport=constructor",
                "EIO=4",
                ""
            })
    void webSocketIsRefusedBeforeTheUpgrade(String query) {
        assertThat(RawWebSocket.ask(echo.base(), query).handshake().status()).isEqualTo(400);
    }

    @Test
    void webSocketIsServedAtDeeperPathsToo() {
        try (RawPeer peer = new RawPeer(echo.base())) {
            peer.send("GET " + echo.base().getPath()
                    + "socket.io/x/y?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n" + RawWebSocket.UPGRADE
                    + "\r\n");

            assertThat(peer.response().status()).isEqualTo(101);
        }
    }

    @Test
    void endpointBehindTheFiltersBackIsClosed() {
        try (RawPeer peer = new RawPeer(echo.base())) {
            peer.send("GET " + echo.base().getPath()
                    + "socket%2Eio/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n" + RawWebSocket.UPGRADE
                    + "\r\n");

            // WildFly does not decode the path, and Liberty does not like it.
            assertThat(peer.response().status()).isIn(400, 403, 404);
        }
    }

    /** mrniko #526, #865. */
    @Test
    void clientNeverChoosesTheIdOfANewSession() {
        try (RawPeer peer = new RawPeer(echo.base())) {
            RawPeer.Response response =
                    peer.get("EIO=4&transport=polling", "Cookie: io=mine; sid=mine", "io: mine", "sid: mine");

            assertThat(response.body()).startsWith("0{").doesNotContain("mine");
        }
    }

    /** mrniko #1000. */
    @Test
    void pipelinedHandshakesOpenASessionEach() {
        try (RawPeer peer = new RawPeer(echo.base())) {
            peer.request("GET", "EIO=4&transport=polling", "", "").request("GET", "EIO=4&transport=polling", "", "");

            assertThat(peer.response().sid()).isNotEqualTo(peer.response().sid());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "PROPFIND"})
    void otherMethodsLeaveTheSessionAlone(String method) {
        String sid = sid();
        try (RawPeer peer = new RawPeer(echo.base())) {
            String query = "EIO=4&transport=polling&sid=" + sid;

            assertThat(peer.request(method, query, "", "").response().status()).isEqualTo(405);
        }
        try (RawPeer peer = new RawPeer(echo.base())) {
            assertThat(peer.post("EIO=4&transport=polling&sid=" + sid, "4x").body())
                    .isEqualTo("ok");
        }
    }
}
