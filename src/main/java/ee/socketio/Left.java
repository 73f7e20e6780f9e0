package ee.socketio;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Qualifies the {@link SocketEvent} of a socket that has left a room, also because it has gone.
 *
 * <pre>{@code
 * void left(@Observes @Left SocketEvent event) {
 *     String room = event.room().orElseThrow();
 *     event.socket().to(room).emit("left", room, event.socket().id());
 * }
 * }</pre>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Left {}
