package ee.socketio.it.websocketd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operator sees: the log, and why the server does not start. */
interface CommandLineScenarios {
    /** The command, before its flags. */
    List<String> command();

    /** The server with these arguments. */
    ProgramServerProcess server(String... arguments) throws IOException;

    @Test
    default void w17SessionIsLoggedInOneLineEach() throws Exception {
        ProgramServerProcess server = server("--loglevel=access", "sh", "-c", "echo oops >&2; read line");
        try (Peer peer = new Peer(server.port(), "/path?q", "Origin: http://page.example")) {
            server.awaitOutput("| oops");
            peer.leave();
        }
        server.awaitOutput("| DISCONNECT");

        String subject = "url:'http://127.0.0.1:" + server.port()
                + "/path?q' id:'\\d+' remote:'127.0.0.1' command:'/usr/bin/sh' origin:'http://page.example'";
        String day = "\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}";
        String log = server.output().replace("/bin/sh", "/usr/bin/sh").replace("/usr/usr/", "/usr/");
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
    default void w17ExitCodesTellWhatIsWrong(String arguments, int code, String sentence) throws Exception {
        List<String> list = arguments.isEmpty() ? List.of() : List.of(arguments.split(" ", -1));
        try (ProgramServerProcess run = ProgramServerProcess.run(command(), list)) {
            assertThat(run.output() + run.errors()).contains(sentence);
            assertThat(run.exitCode()).isEqualTo(code);
        }
    }

    @Test
    default void w17PortInUseIsExitCode3() throws Exception {
        int taken = server("cat").port();
        try (ProgramServerProcess run = ProgramServerProcess.run(command(), List.of("--port=" + taken, "cat"))) {
            assertThat(run.output()).contains("| FATAL  | server     |  | Can't start server: listen tcp");
            assertThat(run.exitCode()).isEqualTo(3);
        }
    }
}
