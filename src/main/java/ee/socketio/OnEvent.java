package ee.socketio;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called when a client sends an event.
 *
 * <p>Parameters: {@link Socket}, {@link Namespace}, {@link Handshake}, {@link Event}, {@link Arguments} and
 * {@link Ack}; all others are the event's arguments by position, see {@link Arguments#get} for their types. An argument
 * that the client did not send is null, empty for {@code Optional}, and for a primitive type an error.
 *
 * <p>What the method returns acknowledges the event: nothing for {@code void}, several values for {@link Ack#of}, the
 * outcome for a {@code CompletionStage}. A {@code void} method that takes the {@link Ack} acknowledges by itself. A
 * method that fails does not acknowledge; see {@link OnError}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnEvent {
    /** The event's name, by default the method's; {@code *} for all that no other method handles. */
    String value() default "";
}
