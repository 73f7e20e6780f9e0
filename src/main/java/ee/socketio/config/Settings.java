package ee.socketio.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All settings of one application. A setting is declared here or in a record that is a component here, nowhere else: its
 * key is the component's name in kebab case under {@code socketio.} and the record's own name, its default and limits
 * are the annotation's, its form follows from its type.
 *
 * @param process the programs that clients may reach, by name: {@code socketio.process.<name>.<key>}
 */
public record Settings(
        @Setting(
                        value = "/socket.io",
                        about = "where the server answers, below the application's context path",
                        pattern = "(/[\\w.~-]+)+",
                        expected = "a path such as /socket.io")
                String path,
        @Setting(value = "true", about = "whether the path ends in a slash") boolean addTrailingSlash,
        @Setting(value = "25s", about = "time between two heartbeats", min = 1) Duration pingInterval,
        @Setting(value = "20s", about = "how long the other side may take to answer one", min = 1) Duration pingTimeout,
        @Setting(value = "10s", about = "how long an upgrade to WebSocket may take", min = 1) Duration upgradeTimeout,
        @Setting(value = "45s", about = "how long a client may stay connected without a namespace", min = 1)
                Duration connectTimeout,
        @Setting(value = "true", about = "whether namespaces that clients asked for go with their last client")
                boolean cleanupEmptyChildNamespaces,
        @Setting(value = "20s", about = "how long a middleware may take to decide", min = 1) Duration middlewareTimeout,
        @Setting(
                        value = "false",
                        about =
                                "whether a client that loses its connection finds its id, rooms, data and what it missed")
                boolean connectionStateRecovery,
        @Setting(value = "2m", about = "how long such a client may be away", min = 1)
                Duration recoveryMaxDisconnectionDuration,
        @Setting(value = "true", about = "whether such a client does not pass the middlewares once more")
                boolean recoverySkipMiddlewares,
        @Setting(
                        value = "16777216",
                        about =
                                "what is remembered for such clients at most, in bytes: as much each of events, of sessions, and of sockets that beans belong to or observe",
                        min = 1024)
                int recoveryMaxBytes,
        @Setting(value = "60s", about = "how long emitWithAck waits for the acknowledgement", min = 1)
                Duration ackTimeout,
        @Setting(value = "1000000", about = "largest message and largest POST, in bytes", min = 1)
                int maxHttpBufferSize,
        @Setting(value = "10", about = "binary attachments of one event") int maxAttachments,
        @Setting(value = "200", about = "how deep JSON may nest", min = 1, max = 10_000) int maxJsonDepth,
        @Setting(value = "1048576", about = "what waits for one client at most, in bytes", min = 1024)
                int maxQueueBytes,
        @Setting(value = "disconnect", about = "what happens when it is more") QueuePolicy queuePolicy,
        @Setting(value = "0", about = "over what time connections are closed when the application is stopped")
                Duration drain,
        @Setting(
                        value = "",
                        about = "a message that each client is sent with its handshake; empty for none",
                        expected = "any text, or nothing for none")
                String initialPacket,
        @Setting(value = "polling,websocket", about = "how clients may connect") List<TransportName> transports,
        @Setting(value = "true", about = "whether a client may change from polling to WebSocket") boolean allowUpgrades,
        @Setting(value = "true", about = "whether clients of Socket.IO 2 are served, too") boolean allowEio3,
        @Setting(value = "json", about = "how packets are written; all clients have to be told the same") Parser parser,
        @Setting(
                        value = "",
                        about = "origins that may connect besides the server's own; * for all",
                        pattern = "\\*|null|(?i)[a-z][a-z0-9+.-]*://[^/\\s]+",
                        expected = "*, or origins such as https://www.example.com without a path")
                List<String> corsAllowedOrigins,
        @Setting(
                        value = "",
                        about = "a regular expression for further ones, which it has to match as a whole",
                        regex = true,
                        expected = "a regular expression such as https://[a-z]+\\.example\\.com, or nothing for none")
                String corsAllowedOriginPattern,
        @Setting(value = "true", about = "whether their cookies are accepted") boolean corsCredentials,
        @Setting(
                        value = "GET,HEAD,PUT,PATCH,POST,DELETE",
                        about = "methods that a preflight allows them",
                        pattern = Setting.TOKEN,
                        expected = "methods such as GET,POST")
                List<String> corsMethods,
        @Setting(
                        value = "",
                        about = "headers that a preflight allows them; those that they ask for by default",
                        pattern = Setting.TOKEN,
                        expected = "names of headers such as Authorization,X-Token")
                List<String> corsAllowedHeaders,
        @Setting(
                        value = "",
                        about = "headers of responses that they may read",
                        pattern = Setting.TOKEN,
                        expected = "names of headers such as X-Node,X-Version")
                List<String> corsExposedHeaders,
        @Setting(value = "5s", about = "how long browsers may remember a preflight, in whole seconds")
                Duration corsMaxAge,
        @Setting(value = "false", about = "whether preflights, with these headers, are handed on to the application")
                boolean corsPreflightContinue,
        @Setting(value = "204", about = "the status of a preflight that the server answers", min = 200, max = 299)
                int corsOptionsSuccessStatus,
        @Setting(
                        value = "",
                        about = "proxies whose X-Forwarded-For, -Proto and -Host count",
                        pattern = "[0-9a-fA-F:.]+(/\\d{1,3})?",
                        expected = "addresses or networks such as 127.0.0.1, 10.0.0.0/8")
                List<String> trustedProxies,
        @Setting(
                        value = "",
                        about = "cookie that carries the session id, for sticky load balancers; empty for none",
                        pattern = "(" + Setting.TOKEN + ")?",
                        expected = "the name of a cookie, or nothing for none")
                String cookie,
        @Setting(value = "/", about = "path of that cookie", pattern = "[!-:<-~]*", expected = "a path such as /")
                String cookiePath,
        @Setting(
                        value = "",
                        about = "domain of that cookie; empty for this host alone",
                        pattern = "[\\w.-]*",
                        expected = "a domain such as example.com, or nothing")
                String cookieDomain,
        @Setting(value = "0", about = "how long that cookie is kept; 0 for as long as the browser runs")
                Duration cookieMaxAge,
        @Setting(value = "true", about = "whether scripts cannot read that cookie") boolean cookieHttpOnly,
        @Setting(value = "false", about = "whether that cookie is sent over TLS alone") boolean cookieSecure,
        @Setting(value = "false", about = "whether browsers keep that cookie apart for each embedding site")
                boolean cookiePartitioned,
        @Setting(value = "medium", about = "which cookies a browser that has too many keeps")
                CookiePriority cookiePriority,
        @Setting(value = "lax", about = "to which requests from other sites that cookie is added")
                SameSite cookieSameSite,
        @Setting(value = "true", about = "whether the server hands out socket.io.js") boolean serveClient,
        @Setting(value = "true", about = "whether polling responses are compressed") boolean httpCompression,
        @Setting(value = "1024", about = "from which size on, in bytes") int compressionThreshold,
        @Setting(value = "6", about = "how thoroughly, at the cost of time", min = 1, max = 9) int compressionLevel,
        @Setting(value = "false", about = "whether WebSocket messages are compressed, if the container can")
                boolean perMessageDeflate,
        @Setting(
                        value = "false",
                        about = "whether sockets are disconnected when the HTTP session they were opened in ends")
                boolean disconnectWithHttpSession,
        @Setting(value = "auto", about = "what handlers run on") AsyncMode asyncMode,
        @Setting(value = "64", about = "threads of our own pool (async-mode pool)", min = 1, max = 10_000) int poolSize,
        @Setting(value = "true", about = "whether the demo page's beans answer") boolean demo,
        PushSettings push,
        AdminSettings admin,
        Map<String, ProcessSettings> process) {

    /** The beginning of every key. */
    public static final String PREFIX = "socketio.";

    private static final Family<ProcessSettings> PROCESS = new Family<>(PREFIX + "process.", ProcessSettings.class);

    private static final List<Key> KEYS = keys(PREFIX, Settings.class).toList();

    private static final Map<String, String> ASYNC_MODE_ALIASES = Map.of(
            "threading", "auto",
            "eventlet", "auto",
            "gevent", "auto",
            "gevent_uwsgi", "auto");

    /** How a client may connect. */
    public enum TransportName {
        /** HTTP long-polling. */
        POLLING,
        /** WebSocket. */
        WEBSOCKET
    }

    /** How packets are written. */
    public enum Parser {
        /** What clients have by default. */
        JSON,
        /** {@code socket.io-msgpack-parser}, which {@code socket.io.msgpack.min.js} has built in. */
        MSGPACK
    }

    /** Which cookies stay when a browser has too many. */
    public enum CookiePriority {
        /** They go first. */
        LOW,
        /** What browsers take when they are not told. */
        MEDIUM,
        /** They go last. */
        HIGH
    }

    /** When a browser adds a cookie to a request that another site has caused. */
    public enum SameSite {
        /** Never. */
        STRICT,
        /** When the user follows a link. */
        LAX,
        /** Always; browsers demand that the cookie is secure. */
        NONE
    }

    /**
     * What there is to say about one setting.
     *
     * @param name with its prefix, for example {@code socketio.ping-interval}
     * @param defaultValue as a user would write it
     * @param about what it does
     * @param expected what a value looks like
     */
    public record Key(String name, String defaultValue, String about, String expected) {
        static Key of(String prefix, RecordComponent component) {
            Setting setting = component.getAnnotation(Setting.class);
            return new Key(
                    prefix + Nearest.plain(component.getName()),
                    setting.value(),
                    setting.about(),
                    Values.expected(component.getGenericType(), setting));
        }
    }

    /** All settings there are, in the order of declaration. */
    public static List<Key> keys() {
        return KEYS;
    }

    /** The settings that exist once for each program, with {@code <name>} in place of its name. */
    public static List<Key> processKeys() {
        return PROCESS.keys("<name>");
    }

    /** As {@link #read(List, Consumer)}, without interest in the remarks. */
    public static Settings read(List<Source> sources) {
        return read(sources, remark -> {});
    }

    /**
     * Reads the settings.
     *
     * @param sources the last one that has a key wins
     * @param remarks told what was accepted but is worth a word
     * @throws SettingsException when one of the sources holds an unknown key or a bad value
     */
    public static Settings read(List<Source> sources, Consumer<String> remarks) {
        sources.forEach(Settings::refuseUnknownKeys);
        return read(PREFIX, Settings.class, sources, remarks);
    }

    private static Stream<Key> keys(String prefix, Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .flatMap(component -> isSingle(component)
                        ? Stream.of(Key.of(prefix, component))
                        : isGroup(component) ? keys(group(prefix, component), component.getType()) : Stream.empty());
    }

    private static <R extends Record> R read(
            String prefix, Class<R> type, List<Source> sources, Consumer<String> remarks) {
        return create(
                type,
                component -> isSingle(component)
                        ? value(Key.of(prefix, component), component, sources, remarks)
                        : isGroup(component)
                                ? read(
                                        group(prefix, component),
                                        component.getType().asSubclass(Record.class),
                                        sources,
                                        remarks)
                                : PROCESS.read(sources, remarks));
    }

    /** A record of settings, one component after the other. */
    static <R extends Record> R create(Class<R> type, Function<RecordComponent, Object> value) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types)
                    .newInstance(Stream.of(components).map(value).toArray());
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("a record that cannot be constructed", e);
        }
    }

    private static boolean isSingle(RecordComponent component) {
        return component.isAnnotationPresent(Setting.class);
    }

    private static boolean isGroup(RecordComponent component) {
        return component.getType().isRecord();
    }

    private static String group(String prefix, RecordComponent component) {
        return prefix + Nearest.plain(component.getName()) + '.';
    }

    /** Whether this is, or was meant for, one of the settings that exist once for each name that an operator gives. */
    public static boolean isInFamily(String key) {
        return PROCESS.claims(key);
    }

    /** Whether a setting has this name without its prefix, in {@linkplain Nearest#plain plain} spelling. */
    static boolean isBareKey(String name) {
        return KEYS.stream().anyMatch(key -> Nearest.plain(key.name()).equals(name));
    }

    private static void refuseUnknownKeys(Source source) {
        for (String name : source.names()) {
            if (PROCESS.claims(source, name)) {
                PROCESS.refuseUnknown(source, name);
            } else if (KEYS.stream().noneMatch(key -> source.spelt(key.name()).equals(name))) {
                Optional<Key> nearest = Nearest.of(name, KEYS, Key::name);
                throw new SettingsException(name + ": unknown setting, found in " + source.name()
                        + nearest.map(key -> " (did you mean " + source.spelt(key.name()) + "?)")
                                .orElse(""));
            }
        }
    }

    static Object value(Key key, RecordComponent component, List<Source> sources, Consumer<String> remarks) {
        Setting setting = component.getAnnotation(Setting.class);
        String text = setting.value();
        @Nullable Source from = null;
        for (Source source : sources) {
            Optional<String> found = source.get(key.name());
            if (found.isPresent()) {
                text = found.get();
                from = source;
            }
        }
        if (component.getType() == AsyncMode.class && ASYNC_MODE_ALIASES.containsKey(text)) {
            remarks.accept(key.name() + ": \"" + text + "\" is taken for " + ASYNC_MODE_ALIASES.get(text));
            text = ASYNC_MODE_ALIASES.getOrDefault(text, text);
        }
        try {
            return Values.parse(text.trim(), component.getGenericType(), setting);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(key.name() + ": "
                    + (setting.secret() ? "a value that does not fit" : '"' + text + '"') + " (expected: "
                    + key.expected() + ")"
                    + (from == null ? "" : ", found in " + from.name()));
        }
    }
}
