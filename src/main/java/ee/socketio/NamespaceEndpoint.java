package ee.socketio;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A bean that handles one namespace with its methods {@link OnConnect}, {@link OnEvent}, {@link OnDisconnect} and
 * {@link OnError}. It is application scoped unless it says otherwise, and needs neither a scope annotation nor a
 * {@code beans.xml} to be found; {@link SocketScoped} gives each client an instance of its own, a request scoped one
 * lives as long as one call.
 *
 * <pre>{@code
 * @NamespaceEndpoint("/chat/{room}")
 * public class Chat {
 *     @OnConnect
 *     void connected(Socket socket, @PathParam("room") String room) {
 *         socket.emit("welcome", room);
 *     }
 *
 *     @OnEvent
 *     int say(Socket socket, String text) {
 *         socket.broadcast().emit("said", text);
 *         return text.length();
 *     }
 *
 *     @OnDisconnect
 *     void gone(Socket socket, DisconnectReason reason) {
 *         socket.broadcast().emit("gone", reason.text());
 *     }
 * }
 * }</pre>
 *
 * <p>The methods, those of superclasses included, may have any visibility but private, and must be neither static nor
 * final, so that interceptors work. Several beans may handle the same namespace: they are called in the order of their
 * {@code @Priority}, the lowest number first and those without one last, then by the name of their class. The handlers
 * that are registered on a {@link Namespace} or a {@link Socket} follow.
 */
@Documented
@Stereotype
@ApplicationScoped
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface NamespaceEndpoint {
    /**
     * The namespace: {@code /dcenter}; or {@code /chat/{room}} for all whose name fits, each variable being one part of
     * it, see {@link PathParam}; or {@code *} for all the others. A client that asks for {@code /chat/lobby} gets the
     * beans for that very name if there are any, else those of {@code /chat/{room}}, else those of {@code *}.
     */
    String value() default "/";
}
