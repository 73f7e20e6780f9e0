package ee.socketio.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the real clients: one scenario of {@code src/test/frontend}, in a process of its own, tells what it saw.
 *
 * <p>Immutable; every method that adds an option returns a new instance.
 */
record NodeClient(List<String> options) {
    private static final Path FRONTEND = Path.of("src/test/frontend");

    NodeClient {
        options = List.copyOf(options);
    }

    static NodeClient of(URI base) {
        return new NodeClient(List.of()).with("url", base.toString());
    }

    /** The client by its major version: {@code 2}, {@code 3} or {@code 4}. */
    NodeClient client(String version) {
        return with("client", version);
    }

    /** {@code websocket}, {@code polling}, or {@code upgrade}: from the one to the other. */
    NodeClient transport(String transport) {
        return with("transport", transport);
    }

    NodeClient with(String option, Object value) {
        List<String> longer = new ArrayList<>(options);
        longer.add("--" + option);
        longer.add(value.toString());
        return new NodeClient(longer);
    }

    /** What the scenario of that name in {@code scenarios/} saw. */
    JsonObject run(String scenario) {
        return with("scenario", scenario).node("client.mjs");
    }

    /** What the scenario saw with every client over every transport, all at the same time. */
    List<JsonObject> runAll(String scenario) {
        return client("all").run(scenario).getJsonArray("cells").getValuesAs(JsonObject.class);
    }

    /** What a visit of the page in Chromium showed. */
    JsonObject visitPage() {
        return node("page.mjs");
    }

    /** What the page showed in Chromium when it pushed. */
    JsonObject visitPushPanel() {
        return node("push-panel.mjs");
    }

    /** What a page of another origin got, in Chromium. */
    JsonObject visitFrom(String origin) {
        return with("origin", origin).node("cross-origin.mjs");
    }

    /** What a script of its own saw. */
    JsonObject node(String script) {
        if (!Files.isDirectory(FRONTEND.resolve("node_modules"))) {
            throw new IllegalStateException(FRONTEND + "/node_modules: missing (run: npm ci, in " + FRONTEND + ")");
        }
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(options);
        try {
            return observed(command);
        } catch (IOException e) {
            throw new IllegalStateException("cannot run: " + String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + String.join(" ", command), e);
        }
    }

    /** The driver ends by itself after {@code --limit} seconds, 30 by default; twice that means it hangs. */
    private static JsonObject observed(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("scenario", ".json");
        Path errors = Files.createTempFile("scenario", ".err");
        Process process = new ProcessBuilder(command)
                .directory(FRONTEND.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + "\n" + Files.readString(errors));
            }
            try (JsonReader reader = Json.createReader(new StringReader(Files.readString(output)))) {
                return reader.readObject();
            }
        } finally {
            process.destroyForcibly();
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
