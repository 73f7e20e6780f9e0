package ee.socketio;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Only for clients whose opening request had a {@link Handshake#principal}, on a {@link NamespaceEndpoint} or on its
 * methods {@link OnConnect} and {@link OnEvent}. What is said of a method counts instead of what is said of its class.
 *
 * <pre>{@code
 * @Authenticated
 * @NamespaceEndpoint("/office")
 * class Office {
 *     @OnEvent
 *     String enter(Principal principal) {
 *         return "hello " + principal.getName();
 *     }
 *
 *     @OnEvent
 *     @RolesAllowed("boss")
 *     void closeDown(Namespace office) {
 *         office.disconnectSockets();
 *     }
 * }
 * }</pre>
 *
 * <p>{@code jakarta.annotation.security} has the others: {@code @RolesAllowed}, {@code @PermitAll}, {@code @DenyAll}.
 * Who may not connect is refused; who may not send an event gets an {@linkplain EventRefused error for an
 * acknowledgement}: {@code Unauthorized} when it is not known who it is, {@code Forbidden} otherwise.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Authenticated {}
