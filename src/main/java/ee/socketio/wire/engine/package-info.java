/**
 * Engine.IO on the wire: packets, their framing on a WebSocket and in a long-polling payload, and the protocol's errors,
 * for revision 4 (clients 3.x and 4.x) and revision 3 (clients 2.x).
 *
 * <p>Everything here is a pure function of its arguments: no I/O, clock, thread or log. What a peer sent is either
 * decoded or refused by a {@link ee.socketio.wire.engine.ProtocolException}; no input causes any other exception. Sizes
 * are bytes of UTF-8 unless a method says otherwise. The texts that both Engine.IO and Socket.IO are made of live here
 * too: {@link ee.socketio.wire.engine.Json}, {@link ee.socketio.wire.engine.Utf8} and
 * {@link ee.socketio.wire.engine.QueryString}.
 */
@NullMarked
package ee.socketio.wire.engine;

import org.jspecify.annotations.NullMarked;
