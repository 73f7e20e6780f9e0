package ee.socketio.launch.websocketd;

import ee.socketio.process.ProgramServer;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Ends a WebSocket as websocketd does, without a close frame: the client sees 1006.
 *
 * <p>Jakarta WebSocket has no words for it. This asks the embedded Tomcat's own connection, whose version the build
 * fixes.
 */
final class Hangup implements ProgramServer.Closing {
    @Override
    public void close(Session session, CloseReason reason) throws IOException {
        try {
            Field field = session.getClass().getDeclaredField("wsRemoteEndpoint");
            field.setAccessible(true);
            Object remote = field.get(session);
            Method close = remote.getClass().getSuperclass().getDeclaredMethod("close");
            close.setAccessible(true);
            close.invoke(remote);
        } catch (ReflectiveOperationException anotherTomcat) {
            throw new IOException(anotherTomcat);
        }
    }
}
