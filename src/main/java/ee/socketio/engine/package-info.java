/**
 * Engine.IO: sessions that outlive a single HTTP request and move from long-polling to WebSocket.
 *
 * <p>{@link ee.socketio.engine.EngineServer} admits requests and keeps the sessions,
 * {@link ee.socketio.engine.EngineSession} is the state machine of one, {@link ee.socketio.engine.Transport} is the
 * only door through which it sees a container, {@link ee.socketio.engine.SessionListener} the only one through which
 * it sees the rooms above. One {@link ee.socketio.engine.Sweeper} serves all deadlines.
 */
@NullMarked
package ee.socketio.engine;

import org.jspecify.annotations.NullMarked;
