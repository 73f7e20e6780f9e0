package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What this server promises and the official one does not: without any setting, other origins are kept out. */
interface OwnPromises {
    String FOREIGN = "http://foreign.example";
    String POLLING = "EIO=4&transport=polling";

    URI base();

    /** CVE-2020-28481: any origin was echoed as an allowed one. */
    @Test
    default void foreignOriginIsRefusedOnPolling() {
        HttpResponse<String> answer = PollingPeer.exchange(
                HttpRequest.newBuilder(PollingPeer.endpoint(base(), POLLING)).header("Origin", FOREIGN));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    default void ownOriginIsAllowedOnPolling() {
        String own = base().getScheme() + "://" + base().getAuthority();

        HttpResponse<String> answer = PollingPeer.exchange(
                HttpRequest.newBuilder(PollingPeer.endpoint(base(), POLLING)).header("Origin", own));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(String.join(",", answer.headers().allValues("Vary"))).contains("Origin");
    }

    @Test
    default void foreignOriginIsRefusedBeforeTheUpgrade() {
        URI endpoint = URI.create(PollingPeer.endpoint(base(), "EIO=4&transport=websocket")
                .toString()
                .replaceFirst("^http", "ws"));

        Throwable refusal = catchThrowable(() -> HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Origin", FOREIGN)
                .buildAsync(endpoint, new WebSocket.Listener() {})
                .get(10, TimeUnit.SECONDS));

        assertThat(refusal).hasCauseInstanceOf(WebSocketHandshakeException.class);
        assertThat(((WebSocketHandshakeException) refusal.getCause())
                        .getResponse()
                        .statusCode())
                .isEqualTo(403);
    }
}
