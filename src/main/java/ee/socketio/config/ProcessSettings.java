package ee.socketio.config;

import java.time.Duration;
import java.util.List;

/**
 * A program that clients may reach, under {@code socketio.process.<name>.}; the name consists of lower-case letters and
 * digits. What is configured here is all that ever runs: no request chooses a program or an argument.
 */
public record ProcessSettings(
        @Setting(
                        value = "",
                        about = "the program and its arguments; quotes keep blanks together",
                        expected = "a program and its arguments")
                String command,
        @Setting(
                        value = "",
                        about = "where its WebSocket is, below the application's context path; /<name> by default",
                        pattern = "((/[\\w.~-]+)+)?",
                        expected = "a path such as /clock")
                String path,
        @Setting(
                        value = "",
                        about = "pages that may connect besides the server's own; * for all",
                        pattern = "\\*|([a-z][a-z0-9+.-]*://)?[^/\\s*]+",
                        expected = "*, or origins such as https://www.example.com without a path")
                List<String> origins,
        @Setting(value = "100", about = "how many of it may run at a time", min = 1) int maxForks,
        @Setting(value = "1048576", about = "the largest message of a client, in bytes", min = 1) int maxFrameSize,
        @Setting(value = "false", about = "whether messages are bytes as they come, not lines") boolean binary,
        @Setting(value = "false", about = "whether its standard error becomes messages, too") boolean passStderr,
        @Setting(
                        value = "PATH,LD_LIBRARY_PATH",
                        about = "variables that it inherits",
                        pattern = "[^=\\s]+",
                        expected = "names of environment variables")
                List<String> passEnv,
        @Setting(value = "0", about = "more time before each signal that ends it") Duration closeTime,
        @Setting(value = "0", about = "time between two pings; 0 for none") Duration pingInterval,
        @Setting(value = "false", about = "whether all clients share one process") boolean shared,
        @Setting(value = "on-failure", about = "when a shared one that has ended is started again") Restart restart,
        @Setting(
                        value = "",
                        about = "a Socket.IO namespace that it is, too",
                        pattern = "(/[^\\s,?]*)?",
                        expected = "a name such as /clock")
                String namespace,
        @Setting(
                        value = "message",
                        about = "the event of that namespace, in both directions",
                        pattern = "\\S+",
                        expected = "the name of an event")
                String event) {

    /** When a shared program is started again. */
    public enum Restart {
        /** Never. */
        NEVER,
        /** When its exit status is not 0. */
        ON_FAILURE,
        /** Whenever it ends. */
        ALWAYS
    }
}
