/**
 * The door for WebSocket: an endpoint of Jakarta WebSocket on the container's own implementation. It takes messages in
 * parts, so that no container keeps a buffer as large as the largest message for every connection.
 */
@NullMarked
package ee.socketio.engine.websocket;

import org.jspecify.annotations.NullMarked;
