package ee.socketio.launch;

import ee.socketio.config.Nearest;
import ee.socketio.config.Settings;
import ee.socketio.launch.tls.ServerCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param host the address to listen on
 * @param port the port; 0 for any that is free
 * @param tls what to speak TLS with, if at all
 * @param help whether only to say what options there are
 * @param settings by key
 */
record Options(String host, int port, Optional<ServerCertificate> tls, boolean help, Map<String, String> settings) {
    private static final String HOST = "--host";
    private static final String PORT = "--port";
    private static final String CERTIFICATE = "--tls-certificate";
    private static final String KEY = "--tls-key";
    private static final String HELP = "--help";

    /** Reads {@code --name value} and {@code --name=value}. */
    static Options parse(List<String> args) throws UsageException {
        String host = "127.0.0.1";
        int port = 5000;
        Path certificate = null;
        Path key = null;
        boolean help = false;
        Map<String, String> settings = new LinkedHashMap<>();
        for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
            String arg = rest.next();
            int equals = arg.indexOf('=');
            String name = equals < 0 ? arg : arg.substring(0, equals);
            if (arg.equals(HELP) || arg.equals("-h")) {
                help = true;
            } else if (!isValued(name)) {
                throw new UsageException(unknown(name));
            } else {
                String value = equals < 0 ? next(name, rest) : arg.substring(equals + 1);
                switch (name) {
                    case HOST -> host = host(value);
                    case PORT -> port = port(value);
                    case CERTIFICATE -> certificate = file(name, value);
                    case KEY -> key = file(name, value);
                    default -> settings.put(name.substring(2), value);
                }
            }
        }
        return new Options(host, port, tls(certificate, key), help, Map.copyOf(settings));
    }

    /** What {@code --help} prints. */
    static String usage() {
        String settings = Stream.concat(Settings.keys().stream(), Settings.processKeys().stream())
                .map(key -> "  --%s  (%s)%n      %s: %s%n"
                        .formatted(
                                key.name(),
                                key.defaultValue().isEmpty() ? "empty" : key.defaultValue(),
                                key.about(),
                                key.expected()))
                .collect(Collectors.joining());
        return """
                Usage: java -jar socketio-ee.war [options]
                       java -jar socketio-ee.war websocketd [flags] COMMAND, or --help

                  --port N   the port to listen on, 0 for any that is free (5000)
                  --host H   the address to listen on, 0.0.0.0 for all (127.0.0.1)
                  --tls-certificate FILE, --tls-key FILE
                             speak TLS, and HTTP/2 with those who can; both are PEM
                  --help     this text

                Settings, with their defaults in parentheses. They may as well be system properties of the same name,
                or environment variables such as SOCKETIO_PING_INTERVAL.

                """
                + settings;
    }

    private static boolean isValued(String name) {
        return name.equals(HOST)
                || name.equals(PORT)
                || name.equals(CERTIFICATE)
                || name.equals(KEY)
                || (name.startsWith("--") && Settings.isInFamily(name.substring(2)))
                || Settings.keys().stream().anyMatch(key -> name.equals("--" + key.name()));
    }

    private static String unknown(String name) {
        List<String> known = Stream.concat(
                        Stream.of(PORT, HOST, CERTIFICATE, KEY, HELP),
                        Settings.keys().stream().map(key -> "--" + key.name()))
                .toList();
        String what = name.startsWith("-") ? ": unknown option" : ": unexpected argument";
        return name
                + what
                + Nearest.of(name, known, Function.identity())
                        .map(nearest -> " (did you mean " + nearest + "?)")
                        .orElse(" (--help lists what there is)");
    }

    private static String next(String name, Iterator<String> rest) throws UsageException {
        if (rest.hasNext()) {
            String value = rest.next();
            if (!value.startsWith("--")) {
                return value;
            }
        }
        throw new UsageException(name + ": no value (expected: " + name + " " + example(name) + ")");
    }

    private static String example(String name) {
        return switch (name) {
            case HOST -> "127.0.0.1";
            case PORT -> "5000";
            case CERTIFICATE, KEY -> "server.pem";
            default ->
                Settings.keys().stream()
                        .filter(key -> name.equals("--" + key.name()))
                        .map(key -> key.defaultValue().isEmpty() ? "…" : key.defaultValue())
                        .findFirst()
                        .orElse("…");
        };
    }

    private static String host(String value) throws UsageException {
        if (value.isBlank()) {
            throw new UsageException(HOST + ": \"" + value + "\" (expected: a name or an address)");
        }
        return value;
    }

    private static Path file(String name, String value) throws UsageException {
        Path file = Path.of(value);
        if (!Files.isReadable(file)) {
            throw new UsageException(name + ": \"" + value + "\" (expected: a file that can be read)");
        }
        return file;
    }

    private static Optional<ServerCertificate> tls(@Nullable Path certificate, @Nullable Path key)
            throws UsageException {
        if (certificate != null && key != null) {
            return Optional.of(new ServerCertificate(certificate, key));
        } else if (certificate == null && key == null) {
            return Optional.empty();
        }
        String given = key == null ? CERTIFICATE : KEY;
        String other = key == null ? KEY : CERTIFICATE;
        throw new UsageException(given + ": without " + other + " (expected: both or none of them)");
    }

    private static int port(String value) throws UsageException {
        if (value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65535) {
            return Integer.parseInt(value);
        }
        throw new UsageException(PORT + ": \"" + value + "\" (expected: a number from 0 to 65535)");
    }
}
