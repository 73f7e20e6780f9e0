package ee.socketio;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called when a client has gone; its rooms are still visible. Parameters: {@link DisconnectReason} and those of
 * {@link OnConnect}.
 *
 * <pre>{@code
 * @OnDisconnect
 * void gone(Socket socket, DisconnectReason reason) {
 *     for (String room : socket.rooms()) {
 *         socket.to(room).emit("gone", socket.data().get("name"), reason.text());
 *     }
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnDisconnect {}
