/**
 * The HTTP door for back ends, below {@code /push}.
 *
 * <p>{@link ee.socketio.push.PushDoor}, a servlet filter, decides who may come in and writes down who did; behind it the
 * resources read a request as a whole, then send. Whatever is wrong with a request is told as a problem document (RFC
 * 9457), and nothing has been sent then.
 */
@NullMarked
package ee.socketio.push;

import org.jspecify.annotations.NullMarked;
