/**
 * Programs behind a WebSocket, as websocketd has them: what a program prints are messages, what a client sends are its
 * input.
 */
@NullMarked
package ee.socketio.process;

import org.jspecify.annotations.NullMarked;
