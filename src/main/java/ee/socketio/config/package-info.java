/** The settings: one immutable record, read once when the application starts. */
@NullMarked
package ee.socketio.config;

import org.jspecify.annotations.NullMarked;
