/** The HTTP door for back ends, below {@code /push}. */
@NullMarked
package ee.socketio.push;

import org.jspecify.annotations.NullMarked;
