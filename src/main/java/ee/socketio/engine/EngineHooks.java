package ee.socketio.engine;

import ee.socketio.wire.engine.ProtocolException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * Lets an application take part in how connections come to be, below namespaces and their connect handlers: which pages
 * may ask for one, who gets one, how it is named, and with which headers that is answered. An application has at most
 * one CDI bean of this type:
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class Door implements EngineHooks {
 *     @Override
 *     public Optional<String> refusal(EngineRequest opening) {
 *         return opening.header("x-api-key").isPresent() ? Optional.empty() : Optional.of("a key is needed");
 *     }
 * }
 * }</pre>
 *
 * <p>The methods are called on the request's thread, as a servlet filter is, several at the same time. One that throws
 * counts as a refusal where there is something to refuse, and is logged.
 */
public interface EngineHooks {
    /** Takes no part. */
    EngineHooks NONE = new EngineHooks() {};

    /**
     * Decides over a page of another origin that the settings do not name, by polling and by WebSocket alike. It is
     * asked with each request of such a page, its preflights and the browser's script among them; an answer that takes
     * time is worth remembering. A page that is not let in is refused (HTTP 403, code 4).
     *
     * @param origin such as {@code https://shop.example}, in lower case and without a default port
     */
    default boolean allowsOrigin(String origin, EngineRequest request) {
        return false;
    }

    /**
     * Decides over a handshake that has passed the protocol's own checks. It is asked once for each session, on
     * long-polling and WebSocket alike, and neither for later requests nor for upgrades.
     *
     * @return empty to let the client in; else the sentence it is refused with (HTTP 403, code 4)
     */
    default Optional<String> refusal(EngineRequest opening) {
        return Optional.empty();
    }

    /**
     * As {@link #refusal}, for a decision that comes from elsewhere. The request waits for it; one that has not come
     * within the server's middleware timeout, or fails, is a refusal.
     */
    default CompletionStage<Optional<String>> refusalLater(EngineRequest opening) {
        return CompletableFuture.completedFuture(refusal(opening));
    }

    /**
     * Chooses the id of a new session, for example one that names this node to a load balancer. An id is a secret; it
     * must not be guessed and never repeat.
     *
     * @return empty for 120 random bits; else up to 256 characters that a cookie may consist of (RFC 6265
     *     cookie-octets). With any other, or one that is in use, the handshake fails (HTTP 400, code 3)
     */
    default Optional<String> sessionId(EngineRequest opening) {
        return Optional.empty();
    }

    /**
     * As {@link #sessionId}, for an id that comes from elsewhere. The request waits for it; with one that has not come
     * within the server's middleware timeout, or fails, the handshake does, too.
     */
    default CompletionStage<Optional<String>> sessionIdLater(EngineRequest opening) {
        return CompletableFuture.completedFuture(sessionId(opening));
    }

    /**
     * Adds headers to the response to an admitted request: a handshake, a poll, a POST, a WebSocket upgrade.
     *
     * @param opening whether the request opens a session
     * @param headers takes names and values
     */
    default void headers(EngineRequest request, boolean opening, BiConsumer<String, String> headers) {}

    /**
     * Is told of a request that was not admitted.
     *
     * @param problem its error's code and message are what the client is told; its own message says more
     */
    default void refused(EngineRequest request, ProtocolException problem) {}
}
