package ee.socketio.it.websocketd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What websocketd's users rely on: true of websocketd itself, and so of our server. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class WebsocketdScenarios {
    static final String PROGRAMS = Path.of("src/test/programs").toAbsolutePath() + "/";
    static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Map<String, String> ENVIRONMENT = Map.of("PASSED", "yes", "KEPT", "secret");

    private static final String OUTSIDE = """
            #!/bin/sh
            echo outside
            """;
    private static final String ECHO =
            """
            #!/bin/sh
            echo "$SCRIPT_NAME $PATH_INFO"
            exec cat
            """;

    @TempDir
    static Path folder;

    private final Map<List<String>, ProgramServerProcess> servers = new HashMap<>();

    /** The command, before its flags. */
    abstract List<String> command();

    /** The server with these arguments; it is started once for all tests that use the same. */
    ProgramServerProcess server(String... arguments) throws IOException {
        List<String> key = List.of(arguments);
        ProgramServerProcess server = servers.get(key);
        if (server == null) {
            server = ProgramServerProcess.start(command(), ENVIRONMENT, key);
            servers.put(key, server);
        }
        return server;
    }

    @AfterAll
    void stop() throws IOException {
        for (ProgramServerProcess server : servers.values()) {
            server.close();
        }
    }

    @Test
    void w1EachLineIsAMessageAndTheEndOfTheProgramIsTheEnd() throws Exception {
        ProgramServerProcess server = server("python3", PROGRAMS + "count.py", "0.05");
        try (Peer peer = new Peer(server.port(), "/")) {
            assertThat(peer.texts()).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        }
    }

    @Test
    void w2EachClientHasAProgramOfItsOwn() throws Exception {
        ProgramServerProcess server = server("python3", PROGRAMS + "count.py", "0.05");
        List<CompletableFuture<List<String>>> clients = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try (Peer peer = new Peer(server.port(), "/")) {
                        return peer.texts();
                    }
                }))
                .toList();
        assertThat(clients).allSatisfy(client -> assertThat(client.get())
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"));
    }

    @Test
    void w3AMessageIsALineOfInput() throws Exception {
        try (Peer peer = new Peer(server("cat").port(), "/")) {
            peer.send("a\nb").send("").send("  blanks  ").send("ends with CR\r").send("你好");
            List<String> lines =
                    IntStream.range(0, 6).mapToObj(i -> peer.nextText()).toList();
            assertThat(lines).containsExactly("a", "b", "", "  blanks  ", "ends with CR", "你好");
        }
    }

    @Test
    void w3WhatFollowsTheLastLineIsDropped() throws Exception {
        try (Peer peer = new Peer(server("sh", "-c", "printf 'whole\\r\\npart'").port(), "/")) {
            assertThat(peer.texts()).containsExactly("whole");
        }
    }

    @Test
    void w4EnvironmentIsTheRequestAndWhatIsPassed() throws Exception {
        ProgramServerProcess server = server("--passenv=PASSED", "/usr/bin/env");
        try (Peer peer =
                new Peer(server.port(), "/a/b%20c?q=%41&r=1", "Origin: http://page.example", "X-Two: 1", "X-Two: 2")) {
            Map<String, String> variables = peer.texts().stream()
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

            assertThat(variables)
                    .containsEntry("PASSED", "yes")
                    .containsEntry("REMOTE_ADDR", "127.0.0.1")
                    .containsEntry("REMOTE_HOST", "127.0.0.1")
                    .containsEntry("SERVER_NAME", "127.0.0.1")
                    .containsEntry("SERVER_PORT", Integer.toString(server.port()))
                    .containsEntry("SERVER_PROTOCOL", "HTTP/1.1")
                    .containsEntry("REQUEST_METHOD", "GET")
                    .containsEntry("SCRIPT_NAME", "/")
                    .containsEntry("PATH_INFO", "/a/b c")
                    .containsEntry("PATH_TRANSLATED", "/a/b c")
                    .containsEntry("QUERY_STRING", "q=%41&r=1")
                    .containsEntry("REQUEST_URI", "/a/b%20c?q=%41&r=1")
                    .containsEntry("HTTP_ORIGIN", "http://page.example")
                    .containsEntry("HTTP_X_TWO", "1, 2")
                    .containsEntry("HTTP_UPGRADE", "websocket")
                    .containsEntry("AUTH_TYPE", "")
                    .containsEntry("REMOTE_USER", "");
            assertThat(variables.keySet())
                    .containsExactlyInAnyOrder(
                            "PASSED",
                            "SERVER_SOFTWARE",
                            "REMOTE_ADDR",
                            "REMOTE_HOST",
                            "REMOTE_PORT",
                            "SERVER_NAME",
                            "SERVER_PORT",
                            "SERVER_PROTOCOL",
                            "GATEWAY_INTERFACE",
                            "REQUEST_METHOD",
                            "SCRIPT_NAME",
                            "PATH_INFO",
                            "PATH_TRANSLATED",
                            "QUERY_STRING",
                            "REQUEST_URI",
                            "UNIQUE_ID",
                            "AUTH_TYPE",
                            "CONTENT_LENGTH",
                            "CONTENT_TYPE",
                            "REMOTE_IDENT",
                            "REMOTE_USER",
                            "HTTP_CONNECTION",
                            "HTTP_UPGRADE",
                            "HTTP_SEC_WEBSOCKET_KEY",
                            "HTTP_SEC_WEBSOCKET_VERSION",
                            "HTTP_ORIGIN",
                            "HTTP_X_TWO");
            assertThat(variables.get("SERVER_SOFTWARE")).startsWith("websocketd/");
            assertThat(variables.get("UNIQUE_ID")).matches("\\d{19}");
        }
    }

    @Test
    void w5StubbornProgramIsInterruptedThenTerminatedThenKilled() throws Exception {
        Path notes = folder.resolve("notes");
        ProgramServerProcess server = server("python3", PROGRAMS + "stubborn.py", notes.toString());
        try (Peer peer = new Peer(server.port(), "/")) {
            long child = Long.parseLong(peer.nextText());
            peer.leave();
            ProgramServerProcess.await(PATIENCE, "TERM", () -> read(notes).contains("TERM"));
            ProgramServerProcess.await(PATIENCE, "the end of the notes", () -> hasStopped(notes));
            endOf(child);
        }
        Map<String, Integer> first = new HashMap<>();
        int lastSign = 0;
        for (String line : Files.readAllLines(notes)) {
            int blank = line.indexOf(' ');
            lastSign = Integer.parseInt(line.substring(blank + 1));
            first.putIfAbsent(line.substring(0, blank), lastSign);
        }

        // Counted from when the program noticed the end of its input, on a machine that may be busy.
        assertThat(first.get("INT")).isBetween(20, 700);
        assertThat(first.get("TERM")).isBetween(250, 1500);
        assertThat(lastSign).isBetween(700, 3000);
    }

    /** What becomes of the child that the stubborn program has started. */
    abstract void endOf(long child);

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    /** A killed program writes no more; an alive one writes every few milliseconds. */
    private static boolean hasStopped(Path notes) {
        String before = read(notes);
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return read(notes).equals(before);
    }

    @Test
    void w6EndOfTheProgramEndsTheConnectionAtOnce() throws Exception {
        try (Peer peer =
                new Peer(server("sh", "-c", "echo started; read line; exit 3").port(), "/")) {
            assertThat(peer.nextText()).isEqualTo("started");
            long before = System.nanoTime();
            peer.send("go");
            assertThat(peer.texts()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(500));
            assertThat(peer.closeCode()).isEqualTo(codeOf("exit"));
        }
    }

    @Test
    void w6ProgramThatCannotBeExecutedIsTheEndOfThatConnectionAlone() throws Exception {
        ProgramServerProcess server = server("--dir=" + scripts());
        try (Peer refused = new Peer(server.port(), "/no-program");
                Peer other = new Peer(server.port(), "/echo/x")) {
            assertThat(refused.status()).isEqualTo(101);
            assertThat(refused.texts()).isEmpty();
            assertThat(refused.closeCode()).isEqualTo(codeOf("launch"));
            assertThat(other.nextText()).isEqualTo("/echo /x");
        }
        ProgramServerProcess.await(PATIENCE, "the log", () -> output(server).contains("Could not launch process"));
    }

    /** The close code of an end: {@code exit} or {@code launch}. */
    abstract int codeOf(String end);

    static String output(ProgramServerProcess server) {
        try {
            return server.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path scripts() throws IOException {
        Path scripts = folder.resolve("scripts");
        if (!Files.exists(scripts)) {
            Files.createDirectories(scripts.resolve("sub"));
            Path outside = Files.writeString(folder.resolve("outside"), OUTSIDE);
            outside.toFile().setExecutable(true);
            Files.createSymbolicLink(scripts.resolve("outward"), outside);
            Files.writeString(scripts.resolve("no-program"), "not executable\n");
            for (String name : List.of("echo", "sub/deep")) {
                Path script = Files.writeString(scripts.resolve(name), ECHO);
                script.toFile().setExecutable(true);
            }
        }
        return scripts;
    }

    @ParameterizedTest
    @CsvSource({"/echo,/echo ''", "/echo/a/b,/echo /a/b", "/sub/deep/x,/sub/deep /x"})
    void w7FirstFileOfThePathIsTheProgram(String path, String first) throws Exception {
        try (Peer peer = new Peer(server("--dir=" + scripts()).port(), path)) {
            assertThat(peer.nextText()).isEqualTo(first.replace("''", ""));
        }
    }

    @ParameterizedTest
    @CsvSource({"/missing", "/sub", "/sub/", "/"})
    void w7NoProgramIsNotFound(String path) throws Exception {
        try (Peer peer = new Peer(server("--dir=" + scripts()).port(), path)) {
            assertThat(peer.status()).isEqualTo(404);
        }
    }

    @Test
    void w8AsManyProgramsAsMay() throws Exception {
        ProgramServerProcess server = server("--maxforks=1", "cat");
        try (Peer first = new Peer(server.port(), "/")) {
            try (Peer second = new Peer(server.port(), "/")) {
                assertThat(second.status()).isEqualTo(429);
            }
            first.leave();
        }
        ProgramServerProcess.await(PATIENCE, "a free place", () -> {
            try (Peer next = new Peer(server.port(), "/")) {
                return next.status() == 101;
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: http://one.example, 101",
        "Origin: http://one.example:8080, 101",
        "Origin: https://one.example, 403",
        "Origin: https://two.example:8443, 101",
        "Origin: http://two.example, 403",
        "Origin: http://three.example, 403",
        "Origin: null, 403",
        "X-No: origin, 403"
    })
    void w9ListedOriginsMayConnect(String header, int status) throws Exception {
        ProgramServerProcess server = server("--origin=http://one.example,two.example:8443", "cat");
        try (Peer peer = new Peer(server.port(), "/", header)) {
            assertThat(peer.status()).isEqualTo(status);
        }
    }

    @Test
    void w9SameOriginIsHostAndPort() throws Exception {
        ProgramServerProcess server = server("--sameorigin", "cat");
        Function<String, Integer> status = origin -> {
            try (Peer peer = new Peer(server.port(), "/", origin)) {
                return peer.status();
            }
        };
        assertThat(status.apply("Origin: http://127.0.0.1:" + server.port())).isEqualTo(101);
        assertThat(status.apply("Origin: http://127.0.0.1")).isEqualTo(403);
        assertThat(status.apply("Origin: http://other.example:" + server.port()))
                .isEqualTo(403);
        assertThat(status.apply("X-No: origin")).isEqualTo(403);
    }

    @Test
    void w10BytesGoThroughUnchanged() throws Exception {
        // As much as a pipe holds: with more, websocketd 0.4.1 may wait for itself.
        assertThat(roundTrip(server("--binary", "cat"), 40_000, 5_000)).isTrue();
    }

    /** Sends while it receives, as both must be possible at the same time. */
    static boolean roundTrip(ProgramServerProcess server, int size, int frame) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        try (Peer peer = new Peer(server.port(), "/")) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                for (int start = 0; start < size; start += frame) {
                    peer.send(Peer.BINARY, Arrays.copyOfRange(bytes, start, Math.min(size, start + frame)));
                }
            });
            int received = 0;
            boolean same = true;
            while (received < size) {
                byte[] part = peer.next().bytes();
                same &= Arrays.equals(part, 0, part.length, bytes, received, received + part.length);
                received += part.length;
            }
            sending.join();
            return same;
        }
    }

    private ProgramServerProcess files() throws IOException {
        Path files = folder.resolve("files");
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
    void w12FilesAreServedWithRangesAndRedirects() throws Exception {
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
    void w12HeadersAreAddedToTheirKindOfResponse() throws Exception {
        try (Peer peer = new Peer(files().port(), "/")) {
            assertThat(peer.handshake()).contains("X-Ws: w").doesNotContain("X-Http");
        }
        assertThat(get(files(), "/a.txt").headers().firstValue("x-http")).contains("h");
        assertThat(get(files(), "/a.txt").headers().firstValue("x-ws")).isEmpty();
    }

    @Test
    void w12ScriptsAreRun() throws Exception {
        Path scripts = Files.createDirectories(folder.resolve("cgi"));
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
    void w13ConsoleIsAtEveryPath() throws Exception {
        HttpResponse<String> page = get(server("--devconsole", "cat"), "/any/path");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type.replace(" ", "")).isEqualTo("text/html;charset=utf-8"));
    }

    @Test
    void w17SessionIsLoggedInOneLineEach() throws Exception {
        ProgramServerProcess server = server("--loglevel=access", "sh", "-c", "echo oops >&2; read line");
        new Peer(server.port(), "/path?q", "Origin: http://page.example").leave();
        ProgramServerProcess.await(PATIENCE, "the log", () -> output(server).contains("| DISCONNECT"));

        String subject = "url:'http://127.0.0.1:" + server.port()
                + "/path?q' id:'\\d+' remote:'127.0.0.1' command:'/usr/bin/sh' origin:'http://page.example'";
        String day = "\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}";
        String log = output(server).replace("/bin/sh", "/usr/bin/sh").replace("/usr/usr/", "/usr/");
        assertThat(log.lines())
                .anyMatch(line ->
                        line.matches(day + " \\| INFO   \\| server     \\|  \\| Serving using application   : .*"))
                .anyMatch(line ->
                        line.matches(day + " \\| INFO   \\| server     \\|  \\| Starting WebSocket server   : ws://.*:"
                                + server.port() + "/"))
                .anyMatch(line -> line.matches(
                        day + " \\| ACCESS \\| session    \\| " + subject.replace("?", "\\?") + " \\| CONNECT"))
                .anyMatch(line -> line.matches(
                        day + " \\| ERROR  \\| stderr     \\| " + subject.replace("?", "\\?") + " pid:'\\d+' \\| oops"))
                .anyMatch(line -> line.matches(day + " \\| ACCESS \\| session    \\| " + subject.replace("?", "\\?")
                        + " pid:'\\d+' \\| DISCONNECT"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 1 | Command line arguments are missing.",
                "--port=1 | 1 | Usage:",
                "--dir=/tmp cat | 1 | Ambiguous. Provided COMMAND and --dir argument.",
                "--dir=/no-such-folder | 1 | Could not find your script dir",
                "--staticdir=/no-such-folder | 1 | Your static dir '/no-such-folder' is not pointing to an accessible directory.",
                "no-such-program | 1 | Unable to locate specified COMMAND 'no-such-program' in OS path.",
                "--ssl cat | 1 | Please specify both --sslcert and --sslkey when requesting --ssl.",
                "--sslcert=x cat | 1 | You should not be using --ssl* flags when there is no --ssl option.",
                "--loglevel=loud cat | 1 | Incorrect loglevel flag 'loud'. Use --help to see allowed values.",
                "--no-such-flag cat | 2 | flag provided but not defined: -no-such-flag",
                "---x cat | 2 | bad flag syntax: ---x",
                "--port | 2 | flag needs an argument: -port",
                "--binary=x cat | 2 | invalid boolean value \"x\" for -binary",
                "--closems=-1 cat | 2 | invalid value \"-1\" for flag -closems",
                "--devconsole --staticdir=/tmp cat | 4 | --devconsole cannot be used with --staticdir. Pick one.",
                "--version | 0 | websocketd",
                "--help | 0 | --staticdir"
            })
    void w17ExitCodesTellWhatIsWrong(String arguments, int code, String sentence) throws Exception {
        List<String> list = arguments.isEmpty() ? List.of() : List.of(arguments.split(" ", -1));
        try (ProgramServerProcess run = ProgramServerProcess.run(command(), list)) {
            assertThat(run.output() + run.errors()).contains(sentence);
            assertThat(run.exitCode()).isEqualTo(code);
        }
    }

    @Test
    void w17PortInUseIsExitCode3() throws Exception {
        int taken = server("cat").port();
        try (ProgramServerProcess run = ProgramServerProcess.run(command(), List.of("--port=" + taken, "cat"))) {
            assertThat(run.output()).contains("| FATAL  | server     |  | Can't start server: listen tcp");
            assertThat(run.exitCode()).isEqualTo(3);
        }
    }
}
