/**
 * Who is in which room, on which server: the SPI behind which a namespace keeps its members, the adapter that keeps
 * them in this process, and what is remembered for those who lose their connection. The server touches rooms through
 * {@link ee.socketio.adapter.Adapter} only, so that an application's own {@link ee.socketio.adapter.AdapterFactory} may
 * reach further servers.
 */
@NullMarked
package ee.socketio.adapter;

import org.jspecify.annotations.NullMarked;
