package ee.socketio;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Qualifies the {@link SocketEvent} of a client that has connected: all connect handlers have let it pass. One that
 * {@linkplain Socket#recovered has come back} is among them.
 *
 * <pre>{@code
 * void came(@Observes @Connected SocketEvent event) {
 *     Socket socket = event.socket();
 *     socket.broadcast().emit("came", socket.id());
 * }
 * }</pre>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Connected {}
