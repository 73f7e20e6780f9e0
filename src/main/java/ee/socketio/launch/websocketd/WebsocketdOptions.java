package ee.socketio.launch.websocketd;

import ee.socketio.boot.PlainSocketIo;
import ee.socketio.process.Commands;
import ee.socketio.process.OriginRule;
import ee.socketio.process.Program;
import ee.socketio.process.Restart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** websocketd's command line, checked as websocketd checks it, and four flags more. */
record WebsocketdOptions(
        List<String> addresses,
        int port,
        int redirectPort,
        Optional<Path> unixSocket,
        Optional<Tls> tls,
        List<String> command,
        Optional<Path> scripts,
        Optional<Path> files,
        Optional<Path> cgi,
        boolean console,
        OriginRule origins,
        Map<String, String> inherited,
        Program.Framing framing,
        Duration patience,
        int maxForks,
        int maxMessage,
        Duration pingInterval,
        boolean lookup,
        Map<String, String> upgradeHeaders,
        Map<String, String> httpHeaders,
        WebsocketdLog.Level logLevel,
        boolean compat,
        boolean shared,
        Restart restart,
        String namespace,
        String event) {
    private static final Set<String> BOOLEANS = Set.of(
            "ssl",
            "sameorigin",
            "binary",
            "passstderr",
            "reverselookup",
            "devconsole",
            "help",
            "h",
            "version",
            "license",
            "compat",
            "shared");
    private static final Set<String> VALUED = Set.of(
            "port",
            "address",
            "unixsocket",
            "sslcert",
            "sslkey",
            "sslca",
            "redirport",
            "origin",
            "passenv",
            "dir",
            "staticdir",
            "cgidir",
            "maxforks",
            "closems",
            "pingms",
            "maxframesize",
            "header",
            "header-ws",
            "header-http",
            "loglevel",
            "restart",
            "namespace",
            "event");
    private static final String PASSED = "PATH,LD_LIBRARY_PATH";
    private static final int MAX_FORKS = 1024;
    private static final int MAX_MESSAGE = 1_048_576;
    private static final int MAX_PORT = 65_535;
    private static final Pattern COMMA = Pattern.compile(",");

    /** The PEM files of {@code --ssl}. */
    record Tls(Path certificate, Path key, Optional<Path> clientAuthorities) {}

    /** What is asked for besides serving. */
    enum Question {
        HELP,
        VERSION,
        LICENSE,
        NONE
    }

    static Question question(GoFlags flags) {
        if (flags.bool("help") || flags.bool("h")) {
            return Question.HELP;
        } else if (flags.bool("version")) {
            return Question.VERSION;
        }
        return flags.bool("license") ? Question.LICENSE : Question.NONE;
    }

    static GoFlags flags(List<String> args) throws Quit {
        if (args.isEmpty()) {
            throw new Quit(Quit.UNUSABLE, "Command line arguments are missing.");
        }
        return GoFlags.parse(args, BOOLEANS, VALUED);
    }

    static WebsocketdOptions of(GoFlags flags) throws Quit {
        Optional<Tls> tls = tls(flags);
        List<String> common = flags.all("header");
        int port = flags.number("port", 0, 0, MAX_PORT);
        WebsocketdOptions options = new WebsocketdOptions(
                flags.all("address"),
                port > 0 || unixOnly(flags) ? port : tls.isPresent() ? 443 : 80,
                flags.number("redirport", 0, 0, MAX_PORT),
                path(flags, "unixsocket"),
                tls,
                flags.rest().isEmpty() ? List.of() : command(flags.rest()),
                path(flags, "dir"),
                path(flags, "staticdir"),
                path(flags, "cgidir"),
                flags.bool("devconsole"),
                OriginRule.strict(flags.bool("sameorigin"), list(flags.text("origin", ""))),
                inherited(list(flags.text("passenv", PASSED))),
                framing(flags),
                Duration.ofMillis(flags.number("closems", 0, 0, Integer.MAX_VALUE)),
                flags.number("maxforks", MAX_FORKS, Integer.MIN_VALUE, Integer.MAX_VALUE),
                flags.number("maxframesize", MAX_MESSAGE, 0, Integer.MAX_VALUE),
                Duration.ofMillis(flags.number("pingms", 0, 0, Integer.MAX_VALUE)),
                flags.bool("reverselookup"),
                headers(common, flags.all("header-ws")),
                headers(common, flags.all("header-http")),
                WebsocketdLog.Level.parse(flags.text("loglevel", "access")),
                flags.bool("compat"),
                flags.bool("shared"),
                restart(flags),
                flags.text("namespace", ""),
                flags.text("event", "message"));
        options.check(flags);
        return options;
    }

    private static boolean unixOnly(GoFlags flags) {
        return flags.has("unixsocket") && !flags.has("port") && !flags.has("address") && !flags.has("redirport");
    }

    private void check(GoFlags flags) throws Quit {
        if (!command.isEmpty() && scripts.isPresent()) {
            throw new Quit(
                    Quit.UNUSABLE, "Ambiguous. Provided COMMAND and --dir argument. Please only specify just one.");
        }
        if (command.isEmpty() && scripts.isEmpty() && files.isEmpty() && cgi.isEmpty()) {
            throw new Quit(Quit.UNUSABLE, "Please specify COMMAND or provide --dir, --staticdir or --cgidir argument.");
        }
        if (scripts.isPresent() && !Files.isDirectory(scripts.get())) {
            throw new Quit(
                    Quit.UNUSABLE,
                    Files.exists(scripts.get())
                            ? "Did you mean to specify COMMAND instead of --dir '" + flags.text("dir", "") + "'?"
                            : "Could not find your script dir '" + flags.text("dir", "") + "'.");
        }
        if (files.isPresent() && !Files.isDirectory(files.get())) {
            throw new Quit(
                    Quit.UNUSABLE,
                    "Your static dir '" + flags.text("staticdir", "")
                            + "' is not pointing to an accessible directory.");
        }
        if (cgi.isPresent() && !Files.isDirectory(cgi.get())) {
            throw new Quit(
                    Quit.UNUSABLE,
                    "Your CGI dir '" + flags.text("cgidir", "") + "' is not pointing to an accessible directory.");
        }
        if (!namespace.isEmpty() && (command.isEmpty() || !namespace.startsWith("/"))) {
            throw new Quit(
                    Quit.UNUSABLE,
                    "--namespace: \"" + namespace + "\" (expected: a COMMAND, and a name such as /lines)");
        }
        if (PlainSocketIo.isReserved(event)) {
            throw new Quit(Quit.UNUSABLE, "--event: \"" + event + "\" is reserved (expected: a name such as message)");
        }
    }

    private static Optional<Path> path(GoFlags flags, String name) {
        String text = flags.text(name, "");
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text).toAbsolutePath());
    }

    private static Optional<Tls> tls(GoFlags flags) throws Quit {
        Optional<Path> certificate = path(flags, "sslcert");
        Optional<Path> key = path(flags, "sslkey");
        Optional<Path> authorities = path(flags, "sslca");
        if (!flags.bool("ssl")) {
            if (certificate.isPresent() || key.isPresent() || authorities.isPresent()) {
                throw new Quit(Quit.UNUSABLE, "You should not be using --ssl* flags when there is no --ssl option.");
            }
            return Optional.empty();
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            throw new Quit(Quit.UNUSABLE, "Please specify both --sslcert and --sslkey when requesting --ssl.");
        }
        for (Optional<Path> file : List.of(certificate, key, authorities)) {
            if (file.isPresent() && !Files.isReadable(file.get())) {
                throw new Quit(Quit.UNUSABLE, "Cannot read '" + file.get() + "'.");
            }
        }
        return Optional.of(new Tls(certificate.get(), key.get(), authorities));
    }

    private static Program.Framing framing(GoFlags flags) throws Quit {
        if (flags.bool("binary") && flags.bool("passstderr")) {
            throw new Quit(Quit.UNUSABLE, "--passstderr cannot be used with --binary. Pick one.");
        }
        if (flags.bool("binary")) {
            return Program.Framing.BINARY;
        }
        return flags.bool("passstderr") ? Program.Framing.TAGGED_LINES : Program.Framing.LINES;
    }

    private static Restart restart(GoFlags flags) throws Quit {
        String text = flags.text("restart", "on-failure");
        return switch (text) {
            case "never" -> Restart.NEVER;
            case "on-failure" -> Restart.ON_FAILURE;
            case "always" -> Restart.ALWAYS;
            default ->
                throw new Quit(
                        Quit.WRONG_FLAG,
                        "invalid value \"" + text + "\" for flag -restart: expected never, on-failure or always");
        };
    }

    private static List<String> command(List<String> words) throws Quit {
        return Commands.resolve(words)
                .orElseThrow(() -> new Quit(
                        Quit.UNUSABLE, "Unable to locate specified COMMAND '" + words.get(0) + "' in OS path."));
    }

    private static Map<String, String> inherited(List<String> names) {
        Map<String, String> inherited = new LinkedHashMap<>();
        for (String name : names) {
            String value = System.getenv(name);
            if (value != null) {
                inherited.put(name, value);
            }
        }
        return inherited;
    }

    private static List<String> list(String text) {
        return COMMA.splitAsStream(text)
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Map<String, String> headers(List<String> common, List<String> special) throws Quit {
        Map<String, String> headers = new LinkedHashMap<>();
        for (List<String> lines : Arrays.asList(common, special)) {
            for (String line : lines) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    headers.put(
                            line.substring(0, colon).trim(),
                            line.substring(colon + 1).trim());
                } else if (!line.isBlank()) {
                    throw new Quit(Quit.UNUSABLE, "--header: \"" + line + "\" (expected: \"Name: value\")");
                }
            }
        }
        return headers;
    }

    /** {@code wss} for {@code ws}, {@code https} for {@code http}, if there is TLS. */
    String scheme(String plain) {
        return tls.isPresent() ? plain + "s" : plain;
    }
}
