package ee.socketio;

import jakarta.enterprise.context.NormalScope;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scope of one {@link Socket}: each client has an instance of its own in each namespace. Endpoints may have this
 * scope, and the beans that are injected into endpoints.
 *
 * <pre>{@code
 * @SocketScoped
 * public class Basket {
 *     private final List<String> items = new ArrayList<>();
 *
 *     public int add(String item) {
 *         items.add(item);
 *         return items.size();
 *     }
 * }
 *
 * @NamespaceEndpoint("/shop")
 * class Shop {
 *     @Inject
 *     Basket basket;                                             // of the socket whose event is being handled
 *
 *     @OnEvent
 *     int buy(String item) {
 *         return basket.add(item);
 *     }
 * }
 * }</pre>
 *
 * <p>An instance is made when it is first used, stays the same when the client changes its transport or comes back
 * within the time of connection state recovery, and is destroyed once: after the socket's last handler, or when the
 * client can come back no more, or when the server stops.
 *
 * <p>The scope is active while methods of endpoints and observers of {@link SocketEvent} run. It is not on other
 * threads, nor in listeners that are registered on a socket.
 */
@NormalScope
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD})
public @interface SocketScoped {}
