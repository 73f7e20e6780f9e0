/**
 * Unit tests of handlers without a port: {@link ee.socketio.testkit.InProcessServer} runs them, and {@link
 * ee.socketio.testkit.InProcessClient} is the peer. Both go through the real engine and codecs.
 */
@NullMarked
package ee.socketio.testkit;

import org.jspecify.annotations.NullMarked;
