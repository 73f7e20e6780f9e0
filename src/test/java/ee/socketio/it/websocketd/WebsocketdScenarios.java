package ee.socketio.it.websocketd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

/** What websocketd's users rely on: true of websocketd itself, and so of our server. First of all, the programs. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class WebsocketdScenarios implements HttpScenarios, CommandLineScenarios, TlsScenarios {
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

    @Override
    public Path folder() {
        return folder;
    }

    /** It is started once for all tests that use the same arguments. */
    @Override
    public ProgramServerProcess server(String... arguments) throws IOException {
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
        server.awaitOutput("Could not launch process");
    }

    /** The close code of an end: {@code exit} or {@code launch}. */
    abstract int codeOf(String end);

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
}
