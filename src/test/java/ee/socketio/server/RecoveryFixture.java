package ee.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.adapter.Recovery;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;

/** A server whose clients may come back, and those clients. */
abstract class RecoveryFixture {
    private static final Pattern CONNECT =
            Pattern.compile("0(/[^,]+,)?\\{\"sid\":\"([\\w-]{20})\",\"pid\":\"([\\w-]{20})\"}");
    static final Recovery.Limits LIMITS =
            new Recovery.Limits(Duration.ofMinutes(2), Duration.ofSeconds(45), 100_000, 50_000);

    TestServer server = new TestServer(TestServer.recovering(LIMITS, true));
    Namespace namespace = server.server.of("/");

    @AfterEach
    void close() {
        server.close();
    }

    final void restart(Recovery.Limits limits, boolean skipMiddlewares) {
        server.close();
        server = new TestServer(TestServer.recovering(limits, skipMiddlewares));
        namespace = server.server.of("/");
    }

    /** A client and what it has been told in its CONNECT packet. */
    record Seat(FakeClient client, String sid, String pid) {
        static Seat of(FakeClient client, String answer) {
            Matcher connect = CONNECT.matcher(answer);
            assertThat(connect.matches()).as(answer).isTrue();
            return new Seat(client, connect.group(2), connect.group(3));
        }
    }

    final Seat sits() {
        FakeClient client = server.client();
        client.sends("0");
        return Seat.of(client, client.next());
    }

    final Socket socket(Seat seat) {
        return namespace.socket(seat.sid).orElseThrow();
    }

    /** Connects with a pid and maybe an offset; all that comes then. */
    final List<String> comesBack(String pid, String offset) {
        FakeClient client = server.client();
        client.sends("0{\"pid\":\"" + pid + "\"" + (offset == null ? "" : ",\"offset\":\"" + offset + "\"") + "}");
        return client.messages();
    }

    static String connect(Seat seat) {
        return "0{\"sid\":\"" + seat.sid + "\",\"pid\":\"" + seat.pid + "\"}";
    }

    /** The last argument of an event. */
    static String offset(String event) {
        return event.substring(event.lastIndexOf(",\"") + 2, event.length() - 2);
    }

    static void assertIsFresh(Seat seat, List<String> messages) {
        assertThat(messages).hasSize(1);
        Matcher connect = CONNECT.matcher(messages.get(0));
        assertThat(connect.matches()).as(messages.get(0)).isTrue();
        assertThat(connect.group(2)).isNotEqualTo(seat.sid);
        assertThat(connect.group(3)).isNotEqualTo(seat.pid);
    }
}
