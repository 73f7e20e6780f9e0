package ee.socketio;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called when a method of the same bean has failed, or when an event's arguments did not fit its
 * parameters.
 *
 * <pre>{@code
 * @OnEvent
 * int divide(int dividend, int divisor) {
 *     return dividend / divisor;
 * }
 *
 * @OnError
 * Map<String, String> impossible(ArithmeticException failure) {
 *     return Map.of("error", failure.getMessage());              // this becomes the acknowledgement
 * }
 * }</pre>
 *
 * <p>A bean may have several, each with a parameter of another exception type: that of the most specific type which
 * fits is called. A bean without one that fits leaves the failure to {@link Socket#onError}, or to
 * {@link Namespace#onError} where there is none, then {@link NamespaceRegistry#onError}, then the log; a method that
 * throws hands them what it throws.
 *
 * <p>Parameters: the {@link Throwable} or a subclass, {@link Event}, {@link Arguments}, {@link Ack} and those of
 * {@link OnConnect}. What the method returns acknowledges the event, as in {@link OnEvent}; {@code void} does not. A
 * client whose connect handler has failed is refused in any case. {@link ConnectionRefused} and {@link EventRefused}
 * are no failures; only a method whose parameter is {@code EventRefused} itself is called for that.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnError {}
