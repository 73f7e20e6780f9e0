/**
 * The public API: namespaces, sockets, rooms, events and acknowledgements.
 *
 * <p>Handlers are written either as CDI beans ({@link ee.socketio.NamespaceEndpoint}) or registered on a
 * {@link ee.socketio.Namespace} and a {@link ee.socketio.Socket}. Everything here may be called from any thread.
 */
@NullMarked
package ee.socketio;

import org.jspecify.annotations.NullMarked;
