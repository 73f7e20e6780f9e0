package ee.socketio.process;

import ee.socketio.Socket;
import java.nio.ByteBuffer;

/** A Socket.IO client: a line is an event. */
final class SocketClient implements Client {
    private final Socket socket;
    private final String event;

    SocketClient(Socket socket, String event) {
        this.socket = socket;
        this.event = event;
    }

    @Override
    public boolean text(String text, boolean last) {
        socket.emit(event, text);
        return socket.connected();
    }

    @Override
    public boolean binary(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        socket.emit(event, (Object) copy);
        return socket.connected();
    }

    @Override
    public boolean isThere() {
        return socket.connected();
    }

    @Override
    public void end(Ending ending) {
        socket.disconnect();
    }
}
