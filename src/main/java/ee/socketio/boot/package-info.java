/**
 * The start of the application on any container, and its end.
 *
 * <p>Containers read these classes before CDI and JAX-RS may be on the class path: no field, signature or annotation
 * here may mention either.
 */
@NullMarked
package ee.socketio.boot;

import org.jspecify.annotations.NullMarked;
