package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The application of {@code src/site/markdown/library.md}, as its readers build it. */
interface LibraryScenarios {
    URI base();

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "upgrade"})
    default void handlerOfTheApplicationAnswersTheRealClient(String transport) {
        JsonObject seen = NodeClient.of(base())
                .transport(transport)
                .with("namespace", "/greetings")
                .run("greetings");

        assertThat(seen.getJsonArray("answer"))
                .isEqualTo(Json.createArrayBuilder().add("Hello, Duke!").build());
    }

    @Test
    default void pageShowsTheAnswerWithTheClientFromTheLibrary() {
        assertThat(NodeClient.of(base()).node("greetings-page.mjs").getString("answer"))
                .isEqualTo("Hello, Duke!");
    }

    @Test
    default void demoIsNotPartOfTheLibrary() {
        HttpResponse<String> page = PollingPeer.exchange(
                HttpRequest.newBuilder(base().resolve("push")).GET());

        assertThat(page.statusCode()).as("there is POST alone").isEqualTo(405);
    }
}
