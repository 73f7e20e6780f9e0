package ee.socketio;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Chooses a namespace: to be injected, {@code @Inject @InNamespace("/dcenter") Namespace dcenter}, or to be told of,
 * {@code @Observes @Connected @InNamespace("/dcenter") SocketEvent event}.
 *
 * <pre>{@code
 * @Inject
 * @InNamespace("/news")
 * Namespace news;
 *
 * void publish(String headline) {
 *     news.emit("headline", headline);
 * }
 *
 * void came(@Observes @Connected @InNamespace("/news") SocketEvent event) {
 *     event.socket().emit("welcome");
 * }
 * }</pre>
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
public @interface InNamespace {
    /**
     * The namespace's name with the leading slash. What is injected may also be a name with variables,
     * {@code /chat/{room}}, which stands for all namespaces that fit; it exists from then on. For observers it
     * is the very name of one namespace.
     */
    String value();
}
