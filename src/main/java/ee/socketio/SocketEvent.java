package ee.socketio;

import java.util.Optional;

/**
 * What CDI observers are told of a socket, with one of the qualifiers {@link Connected}, {@link Disconnected},
 * {@link Joined} and {@link Left}; {@link InNamespace} narrows it to one namespace:
 *
 * <pre>{@code
 * void joined(@Observes @Joined @InNamespace("/chat") SocketEvent event) {
 *     event.socket().to(event.room().orElseThrow()).emit("joined", event.socket().id());
 * }
 * }</pre>
 *
 * <p>Observers run in the socket's own order like its handlers, on a thread that may block; those of
 * {@code @ObservesAsync} on the container's. What one throws goes to the namespace's error handlers.
 *
 * @param room that was joined or left
 * @param reason why it has gone
 */
public record SocketEvent(Socket socket, Optional<String> room, Optional<DisconnectReason> reason) {}
