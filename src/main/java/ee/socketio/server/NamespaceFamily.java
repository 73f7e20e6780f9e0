package ee.socketio.server;

import ee.socketio.Handshake;
import ee.socketio.Socket;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All namespaces whose names fit; each of them has the family's handlers ahead of its own. Whether one fits is told
 * either by the name alone or by a question about the client who asks for it.
 */
final class NamespaceFamily extends AbstractNamespace {
    private static final CompletableFuture<Boolean> NO = CompletableFuture.completedFuture(false);
    private static final CompletableFuture<Boolean> YES = CompletableFuture.completedFuture(true);

    private final Function<String, Optional<Map<String, String>>> names;
    private final @Nullable BiFunction<String, Handshake, CompletionStage<Boolean>> question;
    private final Collection<ServerNamespace> children = new CopyOnWriteArraySet<>();

    private NamespaceFamily(
            SocketServer server,
            String name,
            Function<String, Optional<Map<String, String>>> names,
            @Nullable BiFunction<String, Handshake, CompletionStage<Boolean>> question) {
        super(server, name);
        this.names = names;
        this.question = question;
    }

    /** Of the names that pass a test. */
    static NamespaceFamily of(SocketServer server, String name, Predicate<String> names) {
        return new NamespaceFamily(
                server, name, asked -> names.test(asked) ? Optional.of(Map.of()) : Optional.empty(), null);
    }

    /** Of the names that match a template. */
    static NamespaceFamily of(SocketServer server, String name, PathTemplate names) {
        return new NamespaceFamily(server, name, names::match, null);
    }

    /** Of whatever names this says about a client. */
    static NamespaceFamily of(
            SocketServer server, String name, BiFunction<String, Handshake, CompletionStage<Boolean>> question) {
        return new NamespaceFamily(server, name, asked -> Optional.empty(), question);
    }

    /** Whether a client has to be asked about, and the name alone does not tell. */
    boolean isAsking() {
        return question != null;
    }

    /** What the variables stand for in a name that fits; empty when it does not, or when that is a question. */
    Optional<Map<String, String>> match(String namespace) {
        try {
            return names.apply(namespace);
        } catch (RuntimeException e) {
            failed(e);
            return Optional.empty();
        }
    }

    /** Whether a client may have a namespace; never completes exceptionally. */
    CompletableFuture<Boolean> fits(String namespace, Handshake handshake) {
        if (question == null) {
            return match(namespace).isPresent() ? YES : NO;
        }
        try {
            return question.apply(namespace, handshake).toCompletableFuture().exceptionally(e -> {
                failed(e);
                return false;
            });
        } catch (RuntimeException e) {
            failed(e);
            return NO;
        }
    }

    private void failed(Throwable failure) {
        server().failureLog().log("SIO-0210 The predicate of a namespace family failed", failure);
    }

    void add(ServerNamespace child) {
        children.add(child);
    }

    void remove(ServerNamespace child) {
        children.remove(child);
    }

    @Override
    Collection<ServerNamespace> namespaces() {
        return children;
    }

    @Override
    public Map<String, String> pathParameters() {
        return Map.of();
    }

    @Override
    public Optional<Socket> socket(String id) {
        return children.stream().flatMap(child -> child.socket(id).stream()).findFirst();
    }
}
