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
 * {@code beans.xml} to be found.
 *
 * <p>The methods, those of superclasses included, may have any visibility but private, and must be neither static nor
 * final, so that interceptors work. Request scoped beans live as long as one call. Several beans may handle the same
 * namespace.
 */
@Documented
@Stereotype
@ApplicationScoped
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface NamespaceEndpoint {
    /** The namespace, for example {@code /dcenter}; {@code *} for all that are not handled by their name. */
    String value() default "/";
}
