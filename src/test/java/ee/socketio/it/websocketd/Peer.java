package ee.socketio.it.websocketd;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/** A WebSocket client that sees frames (RFC 6455 §5.2), and whether the end was a close frame or none. */
final class Peer implements Closeable {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** What a client without a close frame says of the end (RFC 6455 §7.1.5). */
    static final int ABNORMAL = 1006;

    private final Link link;
    private final String handshake;
    private int closeCode = ABNORMAL;

    /** A message, its fragments joined. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Message(int opcode, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Sends a handshake; {@link #status} tells what came of it. */
    Peer(int port, String path, String... headers) {
        this(Link.tcp(port), "127.0.0.1:" + port, path, headers);
    }

    /** As {@link #Peer(int, String, String...)}, over TLS. */
    static Peer secure(SSLContext tls, int port, String path, String... headers) {
        return new Peer(Link.tls(tls, port), "127.0.0.1:" + port, path, headers);
    }

    /** As {@link #Peer(int, String, String...)}, over a Unix socket. */
    static Peer unix(Path socket, String path, String... headers) {
        return new Peer(Link.unix(socket), "localhost", path, headers);
    }

    private Peer(Link link, String host, String path, String... headers) {
        this.link = link;
        try {
            List<String> lines = new ArrayList<>(List.of(
                    "GET " + path + " HTTP/1.1",
                    "Host: " + host,
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
            lines.addAll(List.of(headers));
            write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                head.write(read(1));
            }
            handshake = head.toString(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            link.close();
            throw new UncheckedIOException(e);
        }
    }

    int status() {
        return Integer.parseInt(handshake.substring(9, 12));
    }

    /** The response's head. */
    String handshake() {
        return handshake;
    }

    Peer send(String text) {
        return send(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** One frame; its mask is zero, which leaves the payload as it is. */
    Peer send(int opcode, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(0x80 | opcode);
        int bytes = payload.length < 126 ? 0 : payload.length < 65_536 ? 2 : 8;
        frame.write(0x80 | (bytes == 0 ? payload.length : bytes == 2 ? 126 : 127));
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            frame.write((int) ((long) payload.length >> shift));
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        try {
            write(frame.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private void write(byte[] bytes) throws IOException {
        link.out().write(bytes);
        link.out().flush();
    }

    /** The next message; null when there is none any more, and {@link #closeCode} tells why. */
    Message next() {
        try {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            int opcode = 0;
            while (true) {
                byte[] head = read(2);
                long length = head[1] & 0x7F;
                if (length >= 126) {
                    byte[] more = read(length == 126 ? 2 : 8);
                    length = 0;
                    for (byte b : more) {
                        length = (length << 8) | (b & 0xFF);
                    }
                }
                opcode = (head[0] & 0x0F) == 0 ? opcode : head[0] & 0x0F;
                message.writeBytes(read((int) length));
                if (opcode == CLOSE) {
                    byte[] bytes = message.toByteArray();
                    closeCode = bytes.length < 2 ? 1005 : ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
                    return null;
                }
                if ((head[0] & 0x80) != 0) {
                    return new Message(opcode, message.toByteArray());
                }
            }
        } catch (EOFException | SocketException ended) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String nextText() {
        Message message = next();
        return message == null ? "(end " + closeCode + ")" : message.text();
    }

    /** All messages until the end. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (Message message = next(); message != null; message = next()) {
            texts.add(message.text());
        }
        return texts;
    }

    /** How it ended; {@link #ABNORMAL} when there was no close frame. */
    int closeCode() {
        return closeCode;
    }

    private byte[] read(int length) throws IOException {
        byte[] bytes = link.in().readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    /** Leaves with a closing handshake. */
    void leave() {
        send(CLOSE, new byte[] {3, (byte) 0xE8});
        texts();
        close();
    }

    @Override
    public void close() {
        link.close();
    }
}
