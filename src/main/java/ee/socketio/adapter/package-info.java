/**
 * Who is in which room: the SPI behind which a namespace keeps its members, and the adapter that keeps them in this
 * process. The server touches rooms through {@link ee.socketio.adapter.Adapter} only, so that another adapter may
 * reach further nodes.
 */
@NullMarked
package ee.socketio.adapter;

import org.jspecify.annotations.NullMarked;
