package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A program that the deployed WAR publishes because its settings say so. */
interface ConfiguredProgram {
    URI base();

    /** Adds the settings to an archive. */
    static WebArchive addTo(WebArchive archive) {
        return archive.addAsWebInfResource(
                new StringAsset(
                        """
                        socketio.process.echo.command=sh -c 'echo "$SCRIPT_NAME $QUERY_STRING"; exec cat'
                        socketio.process.echo.path=/programs/echo
                        socketio.process.echo.max-forks=2
                        socketio.process.echo.max-frame-size=1000
                        """),
                "classes/META-INF/microprofile-config.properties");
    }

    /** Received messages; at the end {@code "(end CODE)"}. */
    final class Received implements WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                messages.add(parts.toString());
                parts.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            messages.add("(end " + code + ")");
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            messages.add(error.toString());
        }

        String next() throws InterruptedException {
            return messages.poll(10, TimeUnit.SECONDS);
        }
    }

    private WebSocket open(Received received, String... headers) throws Exception {
        URI address = base().resolve("programs/echo?a=b");
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder.buildAsync(URI.create(address.toString().replaceFirst("^http", "ws")), received)
                .get(10, TimeUnit.SECONDS);
    }

    /** As soon as the programs of the tests before have ended. */
    private WebSocket openAtLast(Received received, String... headers) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                return open(received, headers);
            } catch (ExecutionException e) {
                if (status(e) != 429 || System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    @Test
    default void programAnswersAtItsPath() throws Exception {
        Received received = new Received();
        WebSocket webSocket =
                openAtLast(received, "Origin", base().resolve("/").toString().replaceFirst("/$", ""));

        assertThat(received.next()).isEqualTo("/programs/echo a=b");
        webSocket.sendText("one\ntwo", true).get(5, TimeUnit.SECONDS);
        assertThat(received.next()).isEqualTo("one");
        assertThat(received.next()).isEqualTo("two");
        webSocket.sendText("x".repeat(1001), true).get(5, TimeUnit.SECONDS);
        assertThat(received.next()).isEqualTo("(end 1009)");
    }

    @Test
    default void foreignPageCannotReachAProgram() {
        assertThat(status(catchThrowable(() -> open(new Received(), "Origin", "http://foreign.example"))))
                .isEqualTo(403);
    }

    @Test
    default void onlyAsManyProgramsRunAsMay() {
        List<WebSocket> opened = new ArrayList<>();
        Throwable refusal = null;
        while (refusal == null && opened.size() < 3) {
            refusal = catchThrowable(() -> opened.add(open(new Received())));
        }
        opened.forEach(WebSocket::abort);

        // Those of the tests before may be about to end.
        assertThat(opened).hasSizeLessThan(3);
        assertThat(status(refusal)).isEqualTo(429);
    }

    private static int status(Throwable refusal) {
        assertThat(refusal).hasCauseInstanceOf(WebSocketHandshakeException.class);
        return ((WebSocketHandshakeException) refusal.getCause()).getResponse().statusCode();
    }
}
