package ee.socketio.launch.websocketd;

import ee.socketio.process.ClientRequest;
import ee.socketio.process.ProcessLog;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** websocketd's log: {@code time | LEVEL | category | subject | message} on standard output. Thread-safe. */
final class WebsocketdLog implements ProcessLog {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss xx", Locale.ROOT);

    /** From the most to the least verbose. */
    enum Level {
        DEBUG,
        TRACE,
        ACCESS,
        INFO,
        ERROR,
        FATAL,
        NONE;

        static Level parse(String text) throws Quit {
            for (Level level : values()) {
                if (level.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return level;
                }
            }
            throw new Quit(Quit.UNUSABLE, "Incorrect loglevel flag '" + text + "'. Use --help to see allowed values.");
        }
    }

    private final PrintStream out;
    private final Clock clock;
    private final Level least;

    WebsocketdLog(PrintStream out, Clock clock, Level least) {
        this.out = out;
        this.clock = clock;
        this.least = least;
    }

    void server(Level level, String message) {
        write(level, "server", "", message);
    }

    /** A request that is no WebSocket. */
    void http(Level level, String url, String message) {
        write(level, "http", "url:'" + url + "'", message);
    }

    /** A script runs for a request. */
    void cgi(String url, Path script) {
        write(Level.ACCESS, "http", "url:'" + url + "' cgiscript:'" + script + "'", "CGI");
    }

    @Override
    public void connected(Subject subject) {
        write(Level.ACCESS, "session", describe(subject), "CONNECT");
    }

    @Override
    public void disconnected(Subject subject) {
        write(Level.ACCESS, "session", describe(subject), "DISCONNECT");
    }

    @Override
    public void refused(Subject subject, String why) {
        write(Level.ACCESS, "session", describe(subject), why);
    }

    @Override
    public void notFound(Subject subject) {
        write(Level.ACCESS, "session", describe(subject), "NOT FOUND: script not found");
    }

    @Override
    public void exhausted(Subject subject) {
        http(Level.ERROR, subject.request().url(), "Max of possible forks already active, upgrade rejected");
    }

    @Override
    public void notLaunched(Subject subject, Exception why) {
        write(
                Level.ERROR,
                "process",
                describe(subject),
                "Could not launch process " + subject.command() + " (" + why.getMessage() + ")");
    }

    @Override
    public void errorLine(Subject subject, String line) {
        write(Level.ERROR, "stderr", describe(subject), line);
    }

    @Override
    public void restarting(Subject subject, String ending, long millis) {
        write(Level.ERROR, "process", describe(subject), "Restarting in " + millis + " ms after " + ending);
    }

    private static String describe(Subject subject) {
        ClientRequest request = subject.request();
        StringBuilder text = new StringBuilder();
        append(text, "url", request.url());
        append(text, "id", request.id());
        append(text, "remote", request.remoteHost());
        if (!subject.command().isEmpty()) {
            append(text, "command", subject.command());
            String origin = String.join(", ", request.headers().getOrDefault("origin", List.of("file:")));
            append(text, "origin", origin);
        }
        subject.pid().ifPresent(pid -> append(text, "pid", Long.toString(pid)));
        return text.toString();
    }

    private static void append(StringBuilder text, String name, String value) {
        text.append(text.isEmpty() ? "" : " ")
                .append(name)
                .append(":'")
                .append(value)
                .append('\'');
    }

    private void write(Level level, String category, String subject, String message) {
        if (level.compareTo(least) >= 0) {
            String time = TIME.format(ZonedDateTime.now(clock));
            // One call, so that lines of different threads do not mix.
            out.print("%s | %-6s | %-10s | %s | %s%n".formatted(time, level, category, subject, message));
            out.flush();
        }
    }
}
