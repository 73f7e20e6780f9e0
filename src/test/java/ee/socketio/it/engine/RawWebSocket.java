package ee.socketio.it.engine;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A WebSocket client that writes and reads single frames (RFC 6455 §5.2). */
final class RawWebSocket implements Closeable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;

    static final String UPGRADE = lines(
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

    /** The header line that offers compression. */
    static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";

    static String lines(String... headers) {
        return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    }

    /** One frame. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(int opcode, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** The status code of a close frame, 1005 when it has none. */
        int closeCode() {
            return bytes.length < 2 ? 1005 : ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        }
    }

    private final RawPeer peer;
    private final RawPeer.Response handshake;
    private boolean last;
    private String sid = "";

    private RawWebSocket(RawPeer peer, RawPeer.Response handshake) {
        this.peer = peer;
        this.handshake = handshake;
    }

    /** Opens a WebSocket; a refusal fails the test. */
    static RawWebSocket open(URI base, String query, String... headers) {
        RawWebSocket webSocket = ask(base, query, headers);
        if (webSocket.handshake.status() != 101) {
            throw new AssertionError(webSocket.handshake + " " + webSocket.handshake.body());
        }
        return webSocket;
    }

    /** Opens a session and reads its OPEN packet. */
    static RawWebSocket session(URI base, String parameters) {
        return session(open(base, "transport=websocket&" + parameters));
    }

    /** A session whose peer takes little unless it reads. */
    static RawWebSocket narrowSession(URI base) {
        return session(ask(new RawPeer(base, 4096), "EIO=4&transport=websocket"));
    }

    private static RawWebSocket session(RawWebSocket webSocket) {
        webSocket.sid = RawPeer.Response.sid(webSocket.nextText());
        return webSocket;
    }

    /** The id of its session. */
    String sid() {
        return sid;
    }

    /** Asks for a WebSocket; see {@link #handshake} for the answer. */
    static RawWebSocket ask(URI base, String query, String... headers) {
        return ask(new RawPeer(base), query, headers);
    }

    private static RawWebSocket ask(RawPeer peer, String query, String... headers) {
        return new RawWebSocket(
                peer, peer.request("GET", query, UPGRADE + lines(headers), "").response());
    }

    RawPeer.Response handshake() {
        return handshake;
    }

    RawPeer peer() {
        return peer;
    }

    RawWebSocket text(String text) {
        return frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    RawWebSocket binary(byte... bytes) {
        return frame(BINARY, true, bytes);
    }

    RawWebSocket frame(int opcode, boolean last, byte[] payload) {
        peer.send(encode(opcode, last, payload));
        return this;
    }

    /** A frame as a client sends it; its mask is zero, which leaves the payload as it is. */
    static byte[] encode(int opcode, boolean last, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write((last ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** The next message, as one frame. */
    Frame next() {
        Frame first = nextPart();
        if (last) {
            return first;
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(first.bytes);
        do {
            message.writeBytes(nextPart().bytes);
        } while (!last);
        return new Frame(first.opcode, message.toByteArray());
    }

    private Frame nextPart() {
        try {
            byte[] head = peer.bytes(2);
            last = (head[0] & 0x80) != 0;
            long length = head[1] & 0x7F;
            if (length >= 126) {
                byte[] more = peer.bytes(length == 126 ? 2 : 8);
                length = 0;
                for (byte b : more) {
                    length = (length << 8) | (b & 0xFF);
                }
            }
            return new Frame(head[0] & 0x0F, peer.bytes((int) length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of the next frame. */
    String nextText() {
        Frame frame = next();
        if (frame.opcode() != TEXT) {
            throw new AssertionError("opcode " + frame.opcode() + ", " + frame.bytes().length + " bytes");
        }
        return frame.text();
    }

    /** The status of the next close frame. */
    int nextCloseCode() {
        Frame frame = next();
        if (frame.opcode() != CLOSE) {
            throw new AssertionError("opcode " + frame.opcode() + ": " + frame.text());
        }
        return frame.closeCode();
    }

    @Override
    public void close() {
        peer.close();
    }
}
