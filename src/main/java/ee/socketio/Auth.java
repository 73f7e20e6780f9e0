package ee.socketio;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of a handler method that takes what the client gave as {@code auth} for the namespace, bound as in
 * {@link Handshake#auth(java.lang.reflect.Type)}. A client of Socket.IO 2, which has no {@code auth}, gives the query
 * of the namespace instead: {@code io("/orders?token=x")}.
 *
 * <pre>{@code
 * record Login(String token) {}                                  // io("/orders", {auth: {token: "x"}})
 *
 * @OnConnect
 * void connected(Socket socket, @Auth Login login) {
 *     if (login.token() == null) {
 *         throw new ConnectionRefused("a token is needed");
 *     }
 *     socket.data().put("token", login.token());
 * }
 * }</pre>
 *
 * <p>When it does not fit the type of a parameter of {@link OnConnect}, the client is refused with the message
 * {@code Invalid arguments} and a list of one {@link Violation} for data.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Auth {}
