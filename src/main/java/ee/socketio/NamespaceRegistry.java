package ee.socketio;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All namespaces of one application: the entry to the server.
 *
 * <p>One application-scoped instance exists per deployed application; inject it wherever events are to be sent from
 * (JAX-RS resources, timers, message listeners):
 *
 * <pre>{@code
 * @Inject NamespaceRegistry namespaces;
 * …
 * namespaces.of("/dcenter").emit("dcenter", Map.of("data", "test message!"));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public interface NamespaceRegistry {

    /**
     * The namespace of that name, created if it does not exist yet. From then on clients may connect to it.
     *
     * <p>A name with variables, each of them a whole segment, stands for a family of namespaces as
     * {@link #of(Predicate)} does; what the variables stand for is {@link Namespace#pathParameters}:
     *
     * <pre>{@code
     * namespaces.of("/chat/{room}")
     *         .onConnect(socket -> socket.emit("welcome", socket.namespace().pathParameters().get("room")));
     * }</pre>
     *
     * <p>A variable takes one segment of at least one character. Its value is percent-decoded after the name has been
     * split at its slashes, so that {@code %2F} becomes part of the value; {@code +} stays what it is. A segment
     * whose escapes are no well-formed UTF-8 fits nothing. Everything else is compared verbatim: {@code /chat/a} and
     * {@code /chat/%61} are two namespaces with the same value.
     *
     * @param name with or without the leading slash; {@code ""} means {@code "/"}
     * @return always the same instance for the same name
     * @throws IllegalArgumentException when a variable is malformed or occurs twice, or when the name differs from
     *     that of an earlier call only in what its variables are called
     */
    Namespace of(String name);

    /**
     * Namespaces that come into being when a client asks for one whose name fits, and go with their last socket, or
     * when its client can {@linkplain Socket#recovered come back} no more, unless
     * {@code socketio.cleanup-empty-child-namespaces} is off. A namespace that exists already stays as it is; one that
     * {@link #of(String)} creates later belongs to them, too, if its name fits.
     *
     * <p>When a name fits several families, names with variables go first, and among these the one whose name is
     * literal where the others have a variable, looked at from the left; then all others in the order in which they
     * were registered.
     *
     * <pre>{@code
     * namespaces.of(name -> name.startsWith("/room-"))
     *         .onConnect(socket -> socket.emit("welcome", socket.namespace().name()));
     * }</pre>
     *
     * @param names called with the leading slash on a container's thread, so it must not block; one that throws does
     *     not fit
     * @return stands for all of them: what is registered there affects each, also those that exist, and as an operator
     *     it addresses the sockets of all
     */
    Namespace of(Predicate<String> names);

    /**
     * As {@link #of(Predicate)}, for the names that match a regular expression as a whole.
     *
     * <pre>{@code
     * namespaces.of(Pattern.compile("/room-\\d+"));
     * }</pre>
     */
    default Namespace of(Pattern names) {
        return of(names.asMatchPredicate());
    }

    /**
     * As {@link #of(Predicate)}, deciding by who asks as well. It is asked for each client, also when the namespace
     * exists already, and never for {@link #of(String)}.
     *
     * @param clients called with the name and the client's handshake, on a thread that may block; one that throws does
     *     not fit
     */
    default Namespace of(BiPredicate<String, Handshake> clients) {
        return ofAsync((name, handshake) -> CompletableFuture.completedFuture(clients.test(name, handshake)));
    }

    /**
     * As {@link #of(BiPredicate)}, deciding later. A client that nobody has decided about within the server's connect
     * timeout is refused.
     *
     * @param clients what it returns completes with whether the client may have the namespace; exceptionally means no
     */
    Namespace ofAsync(BiFunction<String, Handshake, CompletionStage<Boolean>> clients);

    /** As {@link Namespace#serverSideEmit}, in the namespace {@code /}. */
    default void serverSideEmit(String event, @Nullable Object... args) {
        of("/").serverSideEmit(event, args);
    }

    /** As {@link Namespace#serverSideEmitWithAck}, in the namespace {@code /}. */
    default CompletionStage<List<Arguments>> serverSideEmitWithAck(String event, @Nullable Object... args) {
        return of("/").serverSideEmitWithAck(event, args);
    }

    /** As {@link Namespace#on}, in the namespace {@code /}. */
    default NamespaceRegistry on(String event, Namespace.ServerSideListener listener) {
        of("/").on(event, listener);
        return this;
    }

    /**
     * The namespace of that name, if it exists.
     *
     * @param name as in {@link #of(String)}
     */
    Optional<Namespace> find(String name);

    /** The namespaces that exist, in no particular order; a snapshot. */
    Collection<Namespace> namespaces();

    /**
     * Adds a listener that is told of each namespace that comes into being, {@code /} excepted, before its first
     * socket.
     *
     * @return this registry
     */
    NamespaceRegistry onNewNamespace(Consumer<Namespace> listener);

    /**
     * Adds a handler for the failures in all namespaces that have none of their own; without any they are logged.
     *
     * @return this registry
     */
    NamespaceRegistry onError(Namespace.ErrorHandler handler);

    /** What clients share between namespaces. */
    Connections connections();

    /** How many connections there are to this node, those that belong to no namespace included. */
    default int clientsCount() {
        return connections().count();
    }

    /**
     * Ends the server gracefully, before a restart for example. From now on nobody new is let in: handshakes are
     * answered with HTTP 503 and a {@code Retry-After} of what is left of the time. The connections there are go on and
     * are closed one after the other, evenly over the time, each after what waits has been sent. Their sockets are
     * disconnected with the reason {@code server shutting down}; clients take that for a lost connection and look for
     * another node. Whoever is left at the end of the time is closed at once.
     *
     * @param drain the time; zero to close all at once
     * @return completes as soon as nobody is left; a second call gets the same. What is attached to it runs on a thread
     *     that may block
     * @throws IllegalArgumentException when the time is negative
     */
    CompletionStage<Void> close(Duration drain);
}
