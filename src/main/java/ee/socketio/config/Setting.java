package ee.socketio.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Everything there is to say about one component of {@link Settings} or of a record in it; its key is the component's
 * name in kebab case, behind that of the record. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Setting {
    /** A token of HTTP (RFC 9110 §5.6.2), as the names of methods, headers and cookies are. */
    String TOKEN = "[\\w!#$%&'*+.^`|~-]+";

    /** The default, written as a user would. */
    String value();

    /** What it does, for {@code --help}. */
    String about();

    /** The smallest number; of a duration in milliseconds. */
    long min() default 0;

    /** The largest number; of a duration in milliseconds. */
    long max() default Integer.MAX_VALUE;

    /** What a text, or each element of a list, has to match. */
    String pattern() default "";

    /** Whether a text is a regular expression. */
    boolean regex() default false;

    /** The words for {@link #pattern} and {@link #regex} in an error message. */
    String expected() default "";

    /** Whether a value must not be repeated in messages. */
    boolean secret() default false;
}
