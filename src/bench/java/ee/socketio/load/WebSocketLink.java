package ee.socketio.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A WebSocket: RFC 6455, text frames only, as many as come at once. */
final class WebSocketLink implements Link, Wire.Reader {
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;

    private final Receiver receiver;
    private final InetSocketAddress server;
    private final Wire wire = new Wire(this);
    private boolean upgraded;

    private WebSocketLink(Receiver receiver, InetSocketAddress server) {
        this.receiver = receiver;
        this.server = server;
    }

    static WebSocketLink open(Loop loop, InetSocketAddress server, Receiver receiver) throws IOException {
        WebSocketLink link = new WebSocketLink(receiver, server);
        loop.connect(server, link.wire);
        return link;
    }

    /** The same from an address of this machine. */
    static WebSocketLink open(Loop loop, InetAddress source, InetSocketAddress server, Receiver receiver)
            throws IOException {
        WebSocketLink link = new WebSocketLink(receiver, server);
        loop.connect(source, server, link.wire);
        return link;
    }

    @Override
    public void connected() throws IOException {
        wire.write(("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: "
                        + server.getHostString() + ":" + server.getPort()
                        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: bG9hZCBnZW5lcmF0b3IuLg==\r\n\r\n")
                .getBytes(ISO_8859_1));
    }

    @Override
    public int read(byte[] bytes, int from, int to) throws IOException {
        if (!upgraded) {
            Http.Response response = Http.parse(bytes, from, to);
            if (response == null) {
                return 0;
            }
            if (response.status() != 101) {
                throw new IOException("status " + response.status() + " (expected: 101)");
            }
            upgraded = true;
            return response.length();
        }
        return frame(bytes, from, to);
    }

    private int frame(byte[] input, int from, int to) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(input, from, to - from);
        if (bytes.remaining() < 2) {
            return 0;
        }
        int kind = bytes.get() & 0xff;
        long length = bytes.get() & 0x7f;
        int extended = length == 126 ? 2 : length == 127 ? 8 : 0;
        if (bytes.remaining() < extended) {
            return 0;
        }
        if (extended > 0) {
            length = extended == 2 ? bytes.getShort() & 0xffff : bytes.getLong();
        }
        if (bytes.remaining() < length) {
            return 0;
        }
        int start = bytes.position();
        if (kind == CLOSE) {
            throw new IOException("closed by the server");
        }
        if (kind != TEXT) {
            throw new IOException("a frame of kind " + kind + " (expected: whole text messages)");
        }
        String packet = new String(input, start, (int) length, UTF_8);
        switch (packet.charAt(0)) {
            case '0' -> receiver.opened(packet);
            case '2' -> {
                receiver.pinged();
                send("3");
            }
            default -> receiver.received(packet);
        }
        return start + (int) length - from;
    }

    /** The mask is zero: it costs the client nothing and the server what any other costs. */
    @Override
    public void send(String packet) throws IOException {
        byte[] text = packet.getBytes(UTF_8);
        int extended = text.length < 126 ? 0 : text.length <= 0xffff ? 2 : 8;
        ByteBuffer frame = ByteBuffer.allocate(6 + extended + text.length);
        frame.put((byte) TEXT);
        switch (extended) {
            case 0 -> frame.put((byte) (0x80 | text.length));
            case 2 -> frame.put((byte) (0x80 | 126)).putShort((short) text.length);
            default -> frame.put((byte) (0x80 | 127)).putLong(text.length);
        }
        wire.write(frame.putInt(0).put(text).array());
    }

    @Override
    public void close() {
        wire.close();
    }

    @Override
    public void ended(String reason) {
        receiver.failed(reason);
    }
}
