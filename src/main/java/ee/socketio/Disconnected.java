package ee.socketio;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Qualifies the {@link SocketEvent} of a client that has gone, after the methods {@link OnDisconnect}; its rooms are
 * still visible.
 *
 * <pre>{@code
 * void gone(@Observes @Disconnected SocketEvent event) {
 *     String reason = event.reason().orElseThrow().text();
 *     for (String room : event.socket().rooms()) {
 *         event.socket().to(room).emit("gone", room, reason);
 *     }
 * }
 * }</pre>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Disconnected {}
