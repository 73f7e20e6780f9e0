package ee.socketio;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of a handler method that takes a variable of the endpoint's namespace: {@code room} of
 * {@code @NamespaceEndpoint("/chat/{room}")}.
 *
 * <pre>{@code
 * @NamespaceEndpoint("/tables/{number}")
 * class Table {
 *     @Inject
 *     @InNamespace("/kitchen")
 *     Namespace kitchen;
 *
 *     @OnEvent
 *     void order(@PathParam("number") int number, String dish) {
 *         kitchen.emit("order", number, dish);
 *     }
 * }
 * }</pre>
 *
 * <p>Its type is {@code String}, {@code int}, {@code long}, {@code java.util.UUID} or an enum, whose constants are
 * found by name. A client that asks for a namespace whose name does not fit the type is refused with
 * {@code Invalid namespace}, as if there were none.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface PathParam {
    /** The variable's name, without the braces. */
    String value();
}
