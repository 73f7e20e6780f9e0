/**
 * The door for HTTP: one Filter that checks origins, serves the client's script, carries long-polling over
 * asynchronous requests, and lets admitted WebSocket handshakes pass to the endpoint behind it.
 */
@NullMarked
package ee.socketio.engine.servlet;

import org.jspecify.annotations.NullMarked;
