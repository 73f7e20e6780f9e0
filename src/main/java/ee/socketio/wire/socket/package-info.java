/**
 * Socket.IO on the wire: packets of namespaces, events and acknowledgements, decoded from and encoded to Engine.IO
 * messages (Socket.IO protocol, revision 5, and revision 4 where it differs).
 *
 * <p>Arguments are never made into a tree: the decoder validates the JSON text and remembers where each argument starts
 * and ends ({@link ee.socketio.wire.socket.JsonArray}); whoever wants one binds it from there. As in
 * {@link ee.socketio.wire.engine}, there is no I/O, clock, thread or log here, and what cannot be decoded is refused by
 * a {@link ee.socketio.wire.engine.ProtocolException}, whose sentence begins with the reference parser's words.
 */
@NullMarked
package ee.socketio.wire.socket;

import org.jspecify.annotations.NullMarked;
