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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code java -jar socketio-ee.war websocketd}: the scenarios, what newer websocketds have, and what none has. */
final class WebsocketdIT extends WebsocketdScenarios {
    static final List<String> COMMAND = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-jar",
            System.getProperty("war"),
            "websocketd");

    @Override
    public List<String> command() {
        return COMMAND;
    }

    @Override
    void endOf(long child) {
        ProgramServerProcess.await(
                PATIENCE, "the end of the child", () -> ProcessHandle.of(child).isEmpty());
    }

    @Override
    int codeOf(String end) {
        return end.equals("launch") ? 1011 : 1000;
    }

    @Test
    void w2SharedProgramPrintsTheSameLinesForAll() throws Exception {
        ProgramServerProcess server = server("--shared", "cat");
        try (Peer one = new Peer(server.port(), "/");
                Peer two = new Peer(server.port(), "/")) {
            one.send("from one");
            assertThat(List.of(one.nextText(), two.nextText())).containsOnly("from one");
            two.send("from two");
            assertThat(List.of(one.nextText(), two.nextText())).containsOnly("from two");
        }
        ProgramServerProcess.await(PATIENCE, "the end of the program", () -> children(server) == 0);
    }

    @Test
    void w2SharedProgramThatFailsIsRestartedForItsClients() throws Exception {
        ProgramServerProcess server = server("--shared", "sh", "-c", "echo $$; read line; exit $line");
        try (Peer peer = new Peer(server.port(), "/")) {
            String first = peer.nextText();
            peer.send("1");
            assertThat(peer.nextText()).matches("\\d+").isNotEqualTo(first);
            peer.send("0");
            assertThat(peer.texts()).isEmpty();
            assertThat(peer.closeCode()).isEqualTo(1000);
        }
        assertThat(server.output()).contains("Restarting in 1000 ms after exit status 1");
    }

    @Test
    void w4ProxyHeaderIsNoVariable() throws Exception {
        ProgramServerProcess server = server("--passenv=PASSED", "/usr/bin/env");
        try (Peer peer = new Peer(server.port(), "/", "Proxy: http://evil.example")) {
            assertThat(peer.texts()).isNotEmpty().noneMatch(line -> line.startsWith("HTTP_PROXY"));
        }
    }

    @Test
    void w5BackgroundProcessOfAProgramThatEndsEndsWithIt() throws Exception {
        ProgramServerProcess server = server("sh", "-c", "sleep 60 >/dev/null 2>&1 & echo $!");
        try (Peer peer = new Peer(server.port(), "/")) {
            long child = Long.parseLong(peer.nextText());
            assertThat(peer.texts()).isEmpty();
            endOf(child);
        }
    }

    @Test
    void w6CompatEndsWithoutACloseFrame() throws Exception {
        try (Peer peer = new Peer(server("--compat", "echo", "hi").port(), "/")) {
            assertThat(peer.texts()).containsExactly("hi");
            assertThat(peer.closeCode()).isEqualTo(Peer.ABNORMAL);
        }
    }

    @ParameterizedTest
    @CsvSource({"/outward", "/../outside", "/sub/../echo", "/%2e%2e/outside"})
    void w7NoPathLeadsOutOfTheFolder(String path) throws Exception {
        try (Peer peer = new Peer(server("--dir=" + scripts()).port(), path)) {
            assertThat(peer.status()).isEqualTo(404);
        }
    }

    @Test
    void w10TenMegabytesBothWays() throws Exception {
        assertThat(roundTrip(server("--binary", "cat"), 10_000_000, 200_000)).isTrue();
    }

    @Test
    void w10FloodWaitsForTheClientThatDoesNotRead() throws Exception {
        Path count = folder.resolve("count");
        ProgramServerProcess server = server("python3", PROGRAMS + "flood.py", count.toString());
        try (Peer peer = new Peer(server.port(), "/")) {
            assertThat(peer.nextText()).hasSize(999);
            // Socket buffers and pipes hold a few megabytes; after that nothing more is printed.
            ProgramServerProcess.await(PATIENCE, "the program to stand still", () -> isUnchanged(count));
            long printed = Long.parseLong(Files.readString(count));
            assertThat(printed).isLessThan(20_000);
            IntStream.range(0, (int) printed)
                    .forEach(i -> assertThat(peer.nextText()).hasSize(999));
        }
    }

    private static boolean isUnchanged(Path file) {
        try {
            String before = Files.readString(file);
            TimeUnit.MILLISECONDS.sleep(500);
            return !before.isEmpty() && Files.readString(file).equals(before);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void w10MessagesOfTheOtherKindAreIgnored() throws Exception {
        try (Peer peer = new Peer(server("cat").port(), "/")) {
            peer.send(Peer.BINARY, new byte[] {1, 2, 3}).send("text");
            assertThat(peer.nextText()).isEqualTo("text");
        }
    }

    @Test
    void w11StandardErrorIsTagged() throws Exception {
        try (Peer peer = new Peer(
                server("--passstderr", "sh", "-c", "echo 'a \"quote\"'; read line; echo oops >&2; read line")
                        .port(),
                "/")) {
            assertThat(peer.nextText()).isEqualTo("{\"stream\":\"stdout\",\"data\":\"a \\\"quote\\\"\"}");
            peer.send("");
            assertThat(peer.nextText()).isEqualTo("{\"stream\":\"stderr\",\"data\":\"oops\"}");
        }
    }

    @Test
    void w12CommonHeaderIsAddedToAllResponses() throws Exception {
        ProgramServerProcess server = server("--header=X-All: a", "cat");
        HttpResponse<String> response = HttpScenarios.get(server, "/");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("x-all")).contains("a");
        try (Peer peer = new Peer(server.port(), "/")) {
            assertThat(peer.handshake()).contains("X-All: a");
        }
    }

    @Test
    void w13ConsoleWorksInABrowser() throws Exception {
        ProgramServerProcess server = server("--devconsole", "--passstderr", "sh", "-c", "echo ready; exec cat");
        Path errors = folder.resolve("browser.err");
        Process browser = new ProcessBuilder(
                        "node", "console.mjs", "--url", "http://127.0.0.1:" + server.port() + "/any/path")
                .directory(Path.of("src/test/frontend").toFile())
                .redirectError(errors.toFile())
                .start();
        String seen = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(browser.waitFor()).as(Files.readString(errors)).isZero();
        assertThat(seen).contains("\"errors\":[]");
        assertThat(seen)
                .contains("\"lines\":[\"connected\",\"ready\",\"<b>hello</b>\",\"<b>hello</b>\",\"closed: 1000\"]");
        assertThat(seen).contains("\"received\":\"2\"").contains("\"sent\":\"1\"");
    }

    @Test
    void w12ScriptsWithinTheFolderOfFilesAreRunAndNotShown() throws Exception {
        Path files = Files.createDirectories(folder.resolve("site"));
        Path scripts = Files.createDirectories(files.resolve("cgi-bin"));
        Files.writeString(files.resolve("a.txt"), "file");
        Path script = Files.writeString(
                scripts.resolve("secret"), "#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nran\\n'\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        ProgramServerProcess server = server("--staticdir=" + files, "--cgidir=" + scripts);

        assertThat(HttpScenarios.get(server, "/secret").body()).isEqualTo("ran\n");
        assertThat(HttpScenarios.get(server, "/a.txt").body()).isEqualTo("file");
        for (String path : List.of("/cgi-bin/secret", "/cgi-bin/", "/cgi-bin")) {
            assertThat(HttpScenarios.get(server, path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void redirectingPortLeadsToTheServer() throws Exception {
        int port = ProgramServerProcess.freePort();
        ProgramServerProcess server = server("--redirport=" + port, "--address=127.0.0.1", "cat");
        ProgramServerProcess.await(PATIENCE, "the other port", () -> ProgramServerProcess.listens(port));
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/a?b"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(301);
        assertThat(response.headers().firstValue("location")).contains("http://127.0.0.1:" + server.port() + "/");
    }

    @Test
    void w15LargerMessageIsTheEnd() throws Exception {
        try (Peer peer = new Peer(server("--maxframesize=10", "cat").port(), "/")) {
            peer.send("0123456789");
            assertThat(peer.nextText()).isEqualTo("0123456789");
            peer.send("01234567890");
            assertThat(peer.texts()).isEmpty();
            assertThat(peer.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void w15ClientThatAnswersNoPingIsDisconnected() throws Exception {
        try (Peer peer = new Peer(server("--pingms=200", "cat").port(), "/")) {
            assertThat(peer.next().opcode()).isEqualTo(Peer.PING);
            assertThat(peer.texts()).allMatch(String::isEmpty);
            assertThat(peer.closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void w15ClientThatAnswersPingsStaysHoweverMuchItsProgramPrints() throws Exception {
        try (Peer peer = new Peer(server("--pingms=200", "yes").port(), "/")) {
            int pings = 0;
            while (pings < 10) {
                Peer.Message message = peer.next();
                assertThat(message).isNotNull();
                if (message.opcode() == Peer.PING) {
                    peer.send(Peer.PONG, message.bytes());
                    pings++;
                }
            }
        }
    }

    @Test
    void w15ClientThatTakesNothingIsDisconnected() throws Exception {
        ProgramServerProcess server = server("--pingms=200", "yes");
        try (Peer peer = new Peer(server.port(), "/")) {
            assertThat(peer.nextText()).isEqualTo("y");
            ProgramServerProcess.await(PATIENCE, "the end of the program", () -> children(server) == 0);
        }
    }

    @Test
    void linesAreEventsOfANamespace() throws Exception {
        ProgramServerProcess server = server("--namespace=/lines", "--event=line", "cat");
        Path errors = folder.resolve("namespace.err");
        Process client = new ProcessBuilder(
                        "node", "client.mjs", "--url", "http://127.0.0.1:" + server.port() + "/", "--scenario", "lines")
                .directory(Path.of("src/test/frontend").toFile())
                .redirectError(errors.toFile())
                .start();
        String seen = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(client.waitFor()).as(Files.readString(errors)).isZero();
        assertThat(seen).contains("\"lines\":[\"one\",\"two\",\"three\"]");
        ProgramServerProcess.await(PATIENCE, "the end of the program", () -> children(server) == 0);
    }

    @Test
    void w18ComingAndGoingLeavesNothing() throws Exception {
        ProgramServerProcess server = server("cat");
        comeAndGo(server, 50);
        ProgramServerProcess.await(PATIENCE, "the end of all programs", () -> children(server) == 0);
        long threads = entries(server, "task");
        long files = entries(server, "fd");

        comeAndGo(server, 500);

        ProgramServerProcess.await(PATIENCE, "the end of all programs", () -> children(server) == 0);
        ProgramServerProcess.await(
                PATIENCE,
                "threads and files to be given back",
                () -> entries(server, "fd") <= files + 5 && entries(server, "task") <= threads + 10);
    }

    /** Half of them with a closing handshake. */
    private static void comeAndGo(ProgramServerProcess server, int times) {
        for (int i = 0; i < times; i += 10) {
            List<Peer> peers = new ArrayList<>();
            for (int j = 0; j < 10; j++) {
                peers.add(new Peer(server.port(), "/"));
            }
            for (Peer peer : peers) {
                peer.send("x");
                assertThat(peer.nextText()).isEqualTo("x");
            }
            for (int j = 0; j < 10; j++) {
                if (j % 2 == 0) {
                    peers.get(j).leave();
                } else {
                    peers.get(j).close();
                }
            }
        }
    }

    private static long children(ProgramServerProcess server) {
        return ProcessHandle.of(server.pid()).orElseThrow().descendants().count();
    }

    private static long entries(ProgramServerProcess server, String folder) {
        try (Stream<Path> entries = Files.list(Path.of("/proc/" + server.pid() + "/" + folder))) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
