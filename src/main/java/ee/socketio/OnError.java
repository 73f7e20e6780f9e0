package ee.socketio;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called when a handler of the namespace has failed, when an event's arguments did not fit its parameters, or when a
 * client of the namespace has sent what is no packet (an {@link Event} named {@code error}).
 * Parameters: a {@link Throwable}, {@link Event}, {@link Arguments}, {@link Ack}, {@link Socket}, {@link Namespace},
 * {@link Handshake}. What the method returns acknowledges the event, as in {@link OnEvent}; {@code void} does not.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnError {}
