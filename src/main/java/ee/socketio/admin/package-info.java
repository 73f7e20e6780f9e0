/**
 * The protocol of Socket.IO's admin page, {@code @socket.io/admin-ui}: a namespace that tells operators of servers,
 * sockets, rooms and events, and takes their commands. {@link ee.socketio.admin.AdminNamespace} is where to begin.
 */
@NullMarked
package ee.socketio.admin;

import org.jspecify.annotations.NullMarked;
