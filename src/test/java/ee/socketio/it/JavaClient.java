package ee.socketio.it;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A connection of the official Java client, {@code io.socket:socket.io-client}, of which each version speaks one
 * revision: 1.0 that of Socket.IO 2, 2.1 that of 3 and 4. Versions of the same classes live in class loaders of their
 * own and are spoken to by reflection.
 */
final class JavaClient implements AutoCloseable {
    private static final Map<String, ClassLoader> LIBRARIES = new ConcurrentHashMap<>();

    /** An event, its arguments as JSON with bytes as {@code {"bytes": "<base64>"}}. */
    record Event(String name, List<JsonValue> args) {}

    private final ClassLoader library;
    private final Object socket;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> disconnects = new CopyOnWriteArrayList<>();

    private JavaClient(URI base, String version, String transport, String namespace, List<String> names) {
        library = LIBRARIES.computeIfAbsent(version, JavaClient::load);
        try {
            Class<?> optionsType = library.loadClass("io.socket.client.IO$Options");
            Object options = optionsType.getConstructor().newInstance();
            optionsType
                    .getField("transports")
                    .set(
                            options,
                            transport.equals("upgrade")
                                    ? new String[] {"polling", "websocket"}
                                    : new String[] {transport});
            optionsType.getField("path").set(options, base.getPath() + "socket.io/");
            optionsType.getField("forceNew").set(options, true);
            optionsType.getField("reconnection").set(options, false);
            socket = library.loadClass("io.socket.client.IO")
                    .getMethod("socket", URI.class, optionsType)
                    .invoke(null, base.resolve(namespace), options);
            for (String name : names) {
                on(
                        name,
                        args -> events.add(new Event(
                                name, Stream.of(args).map(JavaClient::json).toList())));
            }
            on("disconnect", args -> disconnects.add(String.valueOf(args[0])));
            call(socket, "connect");
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("client " + version, e);
        }
        await("connect", () -> call(socket, "connected").equals(true));
        if (transport.equals("upgrade")) {
            await("upgrade to websocket", () -> transport().equals("websocket"));
        }
    }

    /**
     * Connects.
     *
     * @param version {@code 1} or {@code 2}
     * @param transport {@code websocket}, {@code polling}, or {@code upgrade}, which is waited for
     * @param names the events to keep
     */
    static JavaClient connect(URI base, String version, String transport, String namespace, String... names) {
        return new JavaClient(base, version, transport, namespace, List.of(names));
    }

    private static ClassLoader load(String version) {
        Path folder = Path.of(System.getProperty("java.clients", "target/java-clients"), version);
        try (Stream<Path> jars = Files.list(folder)) {
            URL[] urls = jars.map(JavaClient::url).toArray(URL[]::new);
            return new URLClassLoader("socket.io-client " + version, urls, ClassLoader.getPlatformClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": missing (run: mvn pre-integration-test)", e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An object as this client wants it, from a JSON text. */
    Object object(String json) {
        try {
            return library.loadClass("org.json.JSONObject")
                    .getConstructor(String.class)
                    .newInstance(json);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(json, e);
        }
    }

    /** The same object with one more member, which may be bytes. */
    Object with(Object object, String name, Object value) {
        try {
            return object.getClass()
                    .getMethod("put", String.class, Object.class)
                    .invoke(object, name, value);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
        }
    }

    /** Emits an event and waits for its acknowledgement. */
    List<JsonValue> call(String event, Object... args) {
        CompletableFuture<List<JsonValue>> answer = new CompletableFuture<>();
        try {
            Class<?> ack = library.loadClass("io.socket.client.Ack");
            socket.getClass()
                    .getMethod("emit", String.class, Object[].class, ack)
                    .invoke(
                            socket,
                            event,
                            args,
                            listener(
                                    ack,
                                    values -> answer.complete(Stream.of(values)
                                            .map(JavaClient::json)
                                            .toList())));
            return answer.get(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("ack of " + event, e);
        }
    }

    /** The events that have come, in their order. */
    List<Event> events() {
        return List.copyOf(events);
    }

    /** The arguments of all events of a name, as soon as there is one. */
    List<List<JsonValue>> awaitNamed(String name) {
        await(name, () -> events.stream().anyMatch(event -> event.name().equals(name)));
        return events.stream()
                .filter(event -> event.name().equals(name))
                .map(Event::args)
                .toList();
    }

    List<String> disconnects() {
        return List.copyOf(disconnects);
    }

    /** What it is connected by now. */
    String transport() {
        try {
            Object engine = field(call(socket, "io"), "engine");
            return (String) field(field(engine, "transport"), "name");
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("transport", e);
        }
    }

    @Override
    public void close() {
        call(socket, "disconnect");
    }

    static JsonValue parse(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }

    private interface Listener {
        void call(Object[] args) throws ReflectiveOperationException;
    }

    private void on(String event, Listener listener) throws ReflectiveOperationException {
        Class<?> type = library.loadClass("io.socket.emitter.Emitter$Listener");
        socket.getClass().getMethod("on", String.class, type).invoke(socket, event, listener(type, listener));
    }

    /** Both of the client's interfaces have one method, {@code call(Object...)}; sets of them need identity, too. */
    private Object listener(Class<?> type, Listener listener) {
        InvocationHandler handler = (proxy, method, args) -> switch (method.getName()) {
            case "call" -> {
                listener.call((Object[]) args[0]);
                yield null;
            }
            case "equals" -> proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> type.getName();
        };
        return Proxy.newProxyInstance(library, new Class<?>[] {type}, handler);
    }

    private static Object call(Object target, String method) {
        try {
            return target.getClass().getMethod(method).invoke(target);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(method, e);
        }
    }

    private static Object field(Object target, String name) throws ReflectiveOperationException {
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(target);
                }
            }
        }
        throw new NoSuchFieldException(target.getClass() + "." + name);
    }

    private static JsonValue json(Object value) {
        try {
            if (value instanceof byte[] bytes) {
                return Json.createObjectBuilder()
                        .add("bytes", Base64.getEncoder().encodeToString(bytes))
                        .build();
            } else if (value instanceof String text) {
                return Json.createValue(text);
            } else if (value instanceof Object[]) {
                JsonArrayBuilder array = Json.createArrayBuilder();
                for (int i = 0; i < Array.getLength(value); i++) {
                    array.add(json(Array.get(value, i)));
                }
                return array.build();
            } else if (value != null && value.getClass().getName().equals("org.json.JSONObject")) {
                JsonObjectBuilder object = Json.createObjectBuilder();
                for (Iterator<?> keys = (Iterator<?>) call(value, "keys"); keys.hasNext(); ) {
                    String key = (String) keys.next();
                    object.add(
                            key,
                            json(value.getClass().getMethod("get", String.class).invoke(value, key)));
                }
                return object.build();
            }
            return parse(String.valueOf(value));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(String.valueOf(value), e);
        }
    }

    private void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "waited 10 s in vain for: " + what + "; events: " + events + ", disconnects: " + disconnects);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
