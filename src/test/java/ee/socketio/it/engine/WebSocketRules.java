package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

abstract class WebSocketRules extends Rules {
    private final EchoServer echo = echo(EchoVariant.PLAIN);
    private static final int MAX = 1_000_000;

    private RawWebSocket open(String parameters) {
        return RawWebSocket.session(echo.base(), parameters);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4hello", "4", "4你好 😀"})
    void textComesBack(String frame) {
        try (RawWebSocket webSocket = open("EIO=4")) {
            assertThat(webSocket.text(frame).nextText()).isEqualTo(frame);
        }
    }

    /** mrniko #940. */
    @Test
    void revision4HasBytesAlone() {
        try (RawWebSocket webSocket = open("EIO=4")) {
            assertThat(webSocket.binary((byte) 9, (byte) 8).next().bytes()).containsExactly(9, 8);
        }
    }

    @Test
    void revision3HasATypeByteInFront() {
        try (RawWebSocket webSocket = open("EIO=3")) {
            assertThat(webSocket.binary((byte) 4, (byte) 9, (byte) 8).next().bytes())
                    .containsExactly(4, 9, 8);
        }
    }

    @Test
    void bytesOfNoTypeAreIgnoredInRevision3() {
        try (RawWebSocket webSocket = open("EIO=3")) {
            webSocket.binary((byte) 7, (byte) 9).binary();
            assertThat(webSocket.text("4x").nextText()).isEqualTo("4x");
        }
    }

    @ParameterizedTest
    @CsvSource({"EIO=4&b64=1, bAQID", "EIO=3&b64=1, b4AQID"})
    void peerThatTakesNoBytesGetsBase64(String parameters, String frame) {
        try (RawWebSocket webSocket = open(parameters)) {
            assertThat(webSocket.text(frame).nextText()).isEqualTo(frame);
        }
    }

    @Test
    void messageMayComeInParts() {
        try (RawWebSocket webSocket = open("EIO=4")) {
            webSocket.frame(RawWebSocket.TEXT, false, new byte[] {'4', 'o'});
            webSocket.frame(RawWebSocket.CONTINUATION, false, new byte[] {'n'});
            webSocket.frame(RawWebSocket.CONTINUATION, true, new byte[] {'e'});
            assertThat(webSocket.nextText()).isEqualTo("4one");
            webSocket.frame(RawWebSocket.BINARY, false, new byte[] {1});
            webSocket.frame(RawWebSocket.CONTINUATION, false, new byte[] {2});
            webSocket.frame(RawWebSocket.CONTINUATION, true, new byte[] {3});
            assertThat(webSocket.next().bytes()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void partsMayCutCharacters() {
        byte[] text = "4äöü😀".getBytes(StandardCharsets.UTF_8);
        try (RawWebSocket webSocket = open("EIO=4")) {
            for (int cut = 1; cut < text.length; cut++) {
                webSocket.frame(RawWebSocket.TEXT, false, Arrays.copyOf(text, cut));
                webSocket.frame(RawWebSocket.CONTINUATION, true, Arrays.copyOfRange(text, cut, text.length));
                assertThat(webSocket.nextText()).isEqualTo("4äöü😀");
            }
        }
    }

    @Test
    void largestMessageIsTaken() {
        String text = "4" + "x".repeat(MAX - 1);
        String wide = "4" + "😀".repeat((MAX - 1) / 4);
        try (RawWebSocket webSocket = open("EIO=4")) {
            assertThat(webSocket.text(text).nextText()).isEqualTo(text);
            assertThat(webSocket.text(wide).nextText()).isEqualTo(wide);
            assertThat(webSocket.binary(new byte[MAX]).next().bytes()).hasSize(MAX);
        }
    }

    @Test
    void largerTextIsTooBig() {
        try (RawWebSocket webSocket = open("EIO=4")) {
            assertThat(webSocket.text("4" + "x".repeat(MAX)).nextCloseCode()).isEqualTo(1009);
            assertThat(echo.closing(webSocket.sid())).startsWith("transport error: Max payload size exceeded");
        }
    }

    @Test
    void limitIsInBytesAndNotInCharacters() {
        try (RawWebSocket webSocket = open("EIO=4")) {
            assertThat(webSocket.text("4" + "ä".repeat(MAX / 2)).nextCloseCode())
                    .isEqualTo(1009);
            assertThat(echo.closing(webSocket.sid())).startsWith("transport error: Max payload size exceeded");
        }
    }

    @Test
    void moreBytesAreTooBig() {
        try (RawWebSocket webSocket = open("EIO=4")) {
            assertThat(webSocket.binary(new byte[MAX + 1]).nextCloseCode()).isEqualTo(1009);
            assertThat(echo.closing(webSocket.sid())).startsWith("transport error: Max payload size exceeded");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9", "a", "b!!!"})
    void malformedFrameClosesAtOnce(String frame) {
        try (RawWebSocket webSocket = open("EIO=4")) {
            assertThat(webSocket.text(frame).nextCloseCode()).isEqualTo(1000);
            assertThat(echo.closing(webSocket.sid())).startsWith("parse error");
        }
    }

    @Test
    void closePacketClosesAtOnce() {
        try (RawWebSocket webSocket = open("EIO=4")) {
            assertThat(webSocket.text("1").nextCloseCode()).isEqualTo(1000);
            assertThat(echo.closing(webSocket.sid())).isEqualTo("transport close");
        }
    }

    @Test
    void closeFrameClosesAtOnce() {
        try (RawWebSocket webSocket = open("EIO=4")) {
            webSocket.frame(RawWebSocket.CLOSE, true, new byte[] {3, (byte) 0xE8});
            assertThat(echo.closing(webSocket.sid())).isEqualTo("transport close");
        }
    }

    /** On WildFly an answer fails once the close frame has come, which may be before the messages are handed up. */
    @Test
    void answersThatMeetTheCloseFrameAreNoError() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 20; i++) {
            all.writeBytes(RawWebSocket.encode(RawWebSocket.TEXT, true, new byte[] {'4', 'x'}));
        }
        all.writeBytes(RawWebSocket.encode(RawWebSocket.CLOSE, true, new byte[] {3, (byte) 0xE8}));
        for (int i = 0; i < 50; i++) {
            try (RawWebSocket webSocket = open("EIO=4")) {
                webSocket.peer().send(all.toByteArray());
                assertThat(echo.closing(webSocket.sid())).startsWith("transport close");
            }
        }
    }

    /** Payara and GlassFish miss an end that comes before they have begun to read; the heartbeat does not. */
    @Test
    void endOfTheConnectionIsAClose() {
        RawWebSocket webSocket = open("EIO=4");
        assertThat(webSocket.text("4x").nextText()).isEqualTo("4x");
        webSocket.close();

        assertThat(echo.closing(webSocket.sid())).startsWith("transport close");
    }

    /** Payara 6.2025.10 tells nobody of an end that comes while it still upgrades; then the heartbeat notices. */
    @Test
    void endOfAConnectionJustUpgradedEndsTheSession() {
        RawWebSocket webSocket =
                RawWebSocket.session(echo(EchoVariant.IMPATIENT).base(), "EIO=4");
        webSocket.close();

        assertThat(echo.closing(webSocket.sid())).isNotEqualTo("the session goes on");
    }

    /** Here, too, it may be the heartbeat that notices. */
    @Test
    void resetOfTheConnectionEndsTheSession() {
        RawWebSocket webSocket =
                RawWebSocket.session(echo(EchoVariant.IMPATIENT).base(), "EIO=4");
        webSocket.peer().reset();

        assertThat(echo.closing(webSocket.sid())).isNotEqualTo("the session goes on");
    }

    @Test
    void serverClosesAfterItsLastMessage() {
        try (RawWebSocket webSocket = open("EIO=4")) {
            webSocket.text("4last words").text("4close");
            assertThat(webSocket.nextText()).isEqualTo("4last words");
            assertThat(webSocket.nextCloseCode()).isEqualTo(1000);
            assertThat(echo.closing(webSocket.sid())).isEqualTo("forced close");
        }
    }

    @Test
    void packetsOnlyServersSendAreIgnored() {
        try (RawWebSocket webSocket = open("EIO=4")) {
            assertThat(webSocket.text("0").text("5").text("6").text("4x").nextText())
                    .isEqualTo("4x");
        }
    }

    @Test
    void noExtensionIsNegotiatedUnlessSoSet() {
        try (RawWebSocket plain = RawWebSocket.open(echo.base(), "EIO=4&transport=websocket", RawWebSocket.DEFLATE)) {
            assertThat(plain.handshake().header("sec-websocket-extensions")).isNull();
        }
    }
}
