package ee.socketio;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called when a client sends an event. Parameters: {@link Socket}, {@link Namespace}, {@link Handshake}, {@link Ack},
 * {@link Event}; all others are the event's arguments by position. What the method returns acknowledges the event:
 * nothing for {@code void}, several values for {@link Ack#of}, when it completes for a {@code CompletionStage}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnEvent {
    /** The event's name, by default the method's; {@code *} for all that no other method of the bean handles. */
    String value() default "";
}
