package ee.socketio.push;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What {@link OpenApi} cannot see of a resource method itself. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Operation {
    /** Its name, for generated clients. */
    String id();

    /** What it does. */
    String summary();

    /** The query parameters it takes. */
    String[] query() default {};

    /** The schema of its body; empty when it has none. */
    String body() default "";

    /** The answers when all is well: a status, and behind a space the schema of the body if there is one. */
    String[] answers();
}
