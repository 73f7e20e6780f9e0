package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example application in a browser: two pages talk to each other. */
interface ChatScenarios {
    File WAR = new File("target/chat.war");

    URI base();

    @Test
    default void twoPagesTalkToEachOther() throws Exception {
        Path screenshots = Files.createDirectories(
                Path.of("target/screenshots", getClass().getSimpleName()).toAbsolutePath());

        JsonObject seen = NodeClient.of(base())
                .with("screenshot", screenshots)
                .with("limit", 60)
                .node("chat.mjs");

        assertThat(strings(seen, "errors")).isEmpty();
        assertThat(seen.getString("refusal")).isEqualTo("Somebody called Ann is here already.");
        assertThat(seen.getString("hint")).isEqualTo("Ann is typing…");
        assertThat(strings(seen, "whispered")).containsExactly("Between the two of us");
        assertThat(strings(seen, "music")).containsExactly("A quiet place");
        assertThat(strings(seen, "lobby"))
                .containsExactly(
                        "Hello Bob, is this thing on?",
                        "<b>It is</b> – Grüße, κόσμε",
                        "Nobody in Music sees this",
                        "Said while Ann was away");
        assertThat(strings(seen, "people")).containsExactly("Ann (you)", "Bob");
    }

    private static List<String> strings(JsonObject seen, String member) {
        return seen.getJsonArray(member).getValuesAs(JsonString::getString);
    }
}
