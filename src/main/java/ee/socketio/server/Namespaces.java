package ee.socketio.server;

import ee.socketio.Handshake;
import ee.socketio.Namespace;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The namespaces of one server: those that exist, and the families of those that may come into being. */
final class Namespaces {
    private static final Logger LOG = System.getLogger(Namespaces.class.getName());

    private record Templated(PathTemplate template, NamespaceFamily family) {}

    private final SocketServer server;
    private final Map<String, ServerNamespace> existing = new ConcurrentHashMap<>();
    private final List<Consumer<Namespace>> newcomers = new CopyOnWriteArrayList<>();

    /** Held while a family is added, so that the same template is not added twice. */
    private final ReentrantLock lock = new ReentrantLock();

    /** The most specific first. */
    private volatile List<Templated> templated = List.of();

    /** In the order in which they were registered. */
    private final List<NamespaceFamily> others = new CopyOnWriteArrayList<>();

    private volatile boolean closed;

    Namespaces(SocketServer server) {
        this.server = server;
    }

    // ---- what the application asks for

    Namespace of(String name) {
        String absolute = absolute(name);
        if (PathTemplate.isOne(absolute)) {
            return of(absolute, PathTemplate.parse(absolute));
        }
        while (true) {
            ServerNamespace namespace = existing.get(absolute);
            if (namespace == null) {
                namespace = create(absolute, family(absolute));
            }
            if (namespace.pin()) {
                return namespace;
            }
        }
    }

    private NamespaceFamily of(String name, PathTemplate template) {
        lock.lock();
        try {
            for (Templated known : templated) {
                if (known.family.name().equals(name)) {
                    return known.family;
                }
                if (known.template.fitsTheSameAs(template)) {
                    throw new IllegalArgumentException(
                            name + ": the same as " + known.family.name() + " (expected: the same variables)");
                }
            }
            Templated added = new Templated(template, NamespaceFamily.of(server, name, template));
            templated = Stream.concat(templated.stream(), Stream.of(added))
                    .sorted((one, two) -> PathTemplate.MOST_SPECIFIC_FIRST.compare(one.template, two.template))
                    .toList();
            return added.family;
        } finally {
            lock.unlock();
        }
    }

    NamespaceFamily of(Predicate<String> names) {
        return add(name -> NamespaceFamily.of(server, name, names));
    }

    NamespaceFamily of(BiFunction<String, Handshake, CompletionStage<Boolean>> question) {
        return add(name -> NamespaceFamily.of(server, name, question));
    }

    private NamespaceFamily add(Function<String, NamespaceFamily> named) {
        lock.lock();
        try {
            NamespaceFamily family = named.apply("/_" + others.size());
            others.add(family);
            return family;
        } finally {
            lock.unlock();
        }
    }

    Optional<Namespace> find(String name) {
        return Optional.ofNullable(existing.get(absolute(name)));
    }

    private static String absolute(String name) {
        return name.startsWith("/") ? name : "/" + name;
    }

    Collection<ServerNamespace> existing() {
        return existing.values();
    }

    Collection<Namespace> all() {
        return List.copyOf(existing.values());
    }

    void onNew(Consumer<Namespace> listener) {
        newcomers.add(listener);
    }

    // ---- what clients ask for

    /**
     * The namespace a client asks for, {@linkplain ServerNamespace#acquire acquired}; empty when there is none for it.
     * Completed already unless somebody has to be asked about the client.
     */
    CompletableFuture<Optional<ServerNamespace>> acquire(String name, Handshake handshake) {
        ServerNamespace namespace = existing.get(name);
        NamespaceFamily family = namespace == null ? null : namespace.family();
        if (namespace != null && (family == null || !family.isAsking()) && namespace.acquire()) {
            return CompletableFuture.completedFuture(Optional.of(namespace));
        }
        List<NamespaceFamily> asked = family == null ? families().toList() : List.of(family);
        if (asked.stream().noneMatch(NamespaceFamily::isAsking)) {
            return CompletableFuture.completedFuture(
                    Optional.ofNullable(family(name)).flatMap(fitting -> acquire(name, fitting)));
        }
        return new Inquiry(server, asked, name, handshake)
                .start()
                .thenApply(fitting -> fitting.flatMap(taking -> acquire(name, taking)));
    }

    private Optional<ServerNamespace> acquire(String name, NamespaceFamily family) {
        while (true) {
            ServerNamespace namespace = existing.get(name);
            if (namespace == null) {
                try {
                    namespace = create(name, family);
                } catch (RuntimeException e) {
                    server.failureLog().log("SIO-0214 A namespace that a client asks for could not be made", e);
                    return Optional.empty();
                }
            }
            if (namespace.acquire()) {
                return Optional.of(namespace);
            }
        }
    }

    private Stream<NamespaceFamily> families() {
        return Stream.concat(templated.stream().map(Templated::family), others.stream());
    }

    private @Nullable NamespaceFamily family(String name) {
        return families()
                .filter(family -> family.match(name).isPresent())
                .findFirst()
                .orElse(null);
    }

    private ServerNamespace create(String name, @Nullable NamespaceFamily family) {
        ServerNamespace created = new ServerNamespace(server, name, family);
        // Before anybody can use and retire it.
        if (family != null) {
            family.add(created);
        }
        ServerNamespace known = existing.putIfAbsent(name, created);
        if (known != null) {
            if (family != null) {
                family.remove(created);
            }
            return known;
        }
        try {
            created.start();
        } catch (RuntimeException e) {
            retire(created);
            throw e;
        }
        if (closed) {
            created.close();
        }
        if (!name.equals("/")) {
            newcomers.forEach(listener -> announce(created, listener));
        }
        return created;
    }

    private static void announce(Namespace created, Consumer<Namespace> listener) {
        try {
            listener.accept(created);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "SIO-0211 A listener of new namespaces failed", e);
        }
    }

    /** Nobody needs it any more. */
    void retire(ServerNamespace namespace) {
        existing.remove(namespace.name(), namespace);
        NamespaceFamily family = namespace.family();
        if (family != null) {
            family.remove(namespace);
        }
        namespace.close();
    }

    /** The server stops. */
    void close() {
        closed = true;
        existing.values().forEach(ServerNamespace::close);
    }
}
