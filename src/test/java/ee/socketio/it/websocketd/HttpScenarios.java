package ee.socketio.it.websocketd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the server answers to who wants no WebSocket: files, scripts, the console. */
interface HttpScenarios {
    /** The server with these arguments. */
    ProgramServerProcess server(String... arguments) throws IOException;

    /** For files of these tests. */
    Path folder();

    private ProgramServerProcess files() throws IOException {
        Path files = folder().resolve("files");
        if (!Files.exists(files)) {
            Files.createDirectories(files.resolve("sub"));
            Files.writeString(files.resolve("index.html"), "<p>index</p>");
            Files.writeString(files.resolve("a.txt"), "0123456789");
        }
        return server("--staticdir=" + files, "--header-http=X-Http: h", "--header-ws=X-Ws: w", "cat");
    }

    static HttpResponse<String> get(ProgramServerProcess server, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @Test
    default void w12FilesAreServedWithRangesAndRedirects() throws Exception {
        ProgramServerProcess server = files();
        assertThat(get(server, "/").body()).isEqualTo("<p>index</p>");
        assertThat(get(server, "/a.txt").headers().map()).containsKeys("last-modified", "x-http");
        assertThat(get(server, "/a.txt", "Range", "bytes=2-4").body()).isEqualTo("234");
        assertThat(get(server, "/index.html").statusCode()).isEqualTo(301);
        assertThat(get(server, "/index.html").headers().firstValue("location")).contains("./");
        assertThat(get(server, "/sub").headers().firstValue("location")).contains("sub/");
        assertThat(get(server, "/missing").statusCode()).isEqualTo(404);
        assertThat(get(server, "/missing").body()).isEqualTo("404 page not found\n");
    }

    @Test
    default void w12HeadersAreAddedToTheirKindOfResponse() throws Exception {
        try (Peer peer = new Peer(files().port(), "/")) {
            assertThat(peer.handshake()).contains("X-Ws: w").doesNotContain("X-Http");
        }
        assertThat(get(files(), "/a.txt").headers().firstValue("x-http")).contains("h");
        assertThat(get(files(), "/a.txt").headers().firstValue("x-ws")).isEmpty();
    }

    @Test
    default void w12ScriptsAreRun() throws Exception {
        Path scripts = Files.createDirectories(folder().resolve("cgi"));
        Path script = Files.writeString(
                scripts.resolve("hello"),
                """
                #!/bin/sh
                printf 'Content-Type: text/x-test\\r\\nStatus: 201\\r\\n\\r\\n'
                echo $REQUEST_METHOD $QUERY_STRING $HTTP_X_ONE
                """);
        script.toFile().setExecutable(true);
        ProgramServerProcess server = server("--cgidir=" + scripts, "cat");

        HttpResponse<String> response = get(server, "/hello?a=b", "X-One", "1");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("content-type")).contains("text/x-test");
        assertThat(response.body()).isEqualTo("GET a=b 1\n");
        assertThat(get(server, "/other").statusCode()).isEqualTo(404);
    }

    @Test
    default void w13ConsoleIsAtEveryPath() throws Exception {
        HttpResponse<String> page = get(server("--devconsole", "cat"), "/any/path");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type.replace(" ", "")).isEqualTo("text/html;charset=utf-8"));
    }
}
