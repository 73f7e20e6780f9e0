package ee.socketio;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called when a client connects, before it is told so: an exception refuses it, see {@link ConnectionRefused}.
 * Parameters: {@link Socket}, {@link Namespace}, {@link Handshake}, {@code Principal}, {@link Auth} and
 * {@link PathParam}.
 *
 * <pre>{@code
 * @OnConnect
 * void connected(Socket socket, Handshake handshake, Optional<Principal> who) {
 *     if (!handshake.secure()) {
 *         throw new ConnectionRefused("only over TLS");
 *     }
 *     socket.join(who.isPresent() ? "members" : "guests");
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnConnect {}
