package ee.socketio;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Qualifies the {@link SocketEvent} of a socket that has joined a room; its own, named after its id, does not count.
 *
 * <pre>{@code
 * void joined(@Observes @Joined SocketEvent event) {
 *     String room = event.room().orElseThrow();
 *     Socket socket = event.socket();
 *     socket.emit("members", room, socket.namespace().to(room).sockets().size());
 * }
 * }</pre>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Joined {}
