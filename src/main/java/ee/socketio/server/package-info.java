/**
 * Socket.IO: namespaces, sockets, acknowledgements, and the order in which handlers run; the implementation of the
 * public API on top of the engine's sessions.
 */
@NullMarked
package ee.socketio.server;

import org.jspecify.annotations.NullMarked;
