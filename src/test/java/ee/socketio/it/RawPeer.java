package ee.socketio.it;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One TCP connection; what is sent need not be HTTP. Reading gives up after ten seconds. */
final class RawPeer implements AutoCloseable {
    private static final String CRLF = "\r\n";

    /** The first byte of a frame that is a whole message. */
    private static final int TEXT = 0x81;

    private static final int BINARY = 0x82;

    private final URI base;
    private final Socket socket;
    private final InputStream in;

    /**
     * @param headers by their names in lower case; of repeated ones the last
     */
    record Answer(int status, Map<String, String> headers, String body) {
        String sid() {
            return PollingPeer.json(body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1))
                    .getString("sid");
        }
    }

    RawPeer(URI base) throws IOException {
        this(base, null);
    }

    /** One that has another address of this machine than its server; null for any. */
    RawPeer(URI base, InetAddress address) throws IOException {
        this.base = base;
        socket = new Socket(base.getHost(), base.getPort(), address, 0);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Sends a request to the engine's path.
     *
     * @param headers whole lines, without Host
     */
    RawPeer request(String method, String query, String body, String... headers) throws IOException {
        String lines = headers.length == 0 ? "" : String.join(CRLF, headers) + CRLF;
        return send(method + " " + base.getPath() + "socket.io/?" + query + " HTTP/1.1" + CRLF + "Host: "
                + base.getAuthority() + CRLF + lines + CRLF + body);
    }

    RawPeer get(String query, String... headers) throws IOException {
        return request("GET", query, "", headers);
    }

    /** Asks for the upgrade to WebSocket. */
    RawPeer upgrade(String query, String... headers) throws IOException {
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 4, headers.length);
        all[0] = "Connection: Upgrade";
        all[1] = "Upgrade: websocket";
        all[2] = "Sec-WebSocket-Version: 13";
        all[3] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        return get(query, all);
    }

    RawPeer send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Sends a text frame of at most 125 bytes. */
    RawPeer frame(String text) throws IOException {
        return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a binary frame of at most 125 bytes. */
    RawPeer frame(byte[] data) throws IOException {
        return frame(BINARY, data);
    }

    private RawPeer frame(int type, byte[] data) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(6 + data.length);
        // The mask is zero, which leaves the data as it is.
        frame.put((byte) type).put((byte) (0x80 | data.length)).putInt(0).put(data);
        socket.getOutputStream().write(frame.array());
        return this;
    }

    /** Reads a text frame of fewer than 65536 bytes; a binary one as {@code b} and base64, as on long-polling. */
    String frame() throws IOException {
        int type = in.read();
        int length = in.read();
        if (length == 126) {
            length = in.read() << 8 | in.read();
        }
        if ((type != TEXT && type != BINARY) || length > 0xFFFF) {
            throw new EOFException("frame: " + type + ", " + length + " (expected: a short message)");
        }
        byte[] data = in.readNBytes(length);
        return type == TEXT
                ? new String(data, StandardCharsets.UTF_8)
                : "b" + Base64.getEncoder().encodeToString(data);
    }

    Answer answer() throws IOException {
        return answer("GET");
    }

    /** Reads an answer; that to HEAD has no body. */
    Answer answer(String method) throws IOException {
        String status = line();
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        int code = Integer.parseInt(status.substring(9, 12));
        boolean bodiless = method.equals("HEAD") || code < 200 || code == 204 || code == 304;
        return new Answer(code, headers, bodiless ? "" : new String(body(headers), StandardCharsets.UTF_8));
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            return in.readNBytes(Integer.parseInt(headers.get("content-length")));
        }
        if (!"chunked".equals(headers.get("transfer-encoding"))) {
            return in.readAllBytes();
        }
        ByteBuffer body = ByteBuffer.allocate(1 << 20);
        for (int length = Integer.parseInt(line(), 16); length > 0; length = Integer.parseInt(line(), 16)) {
            body.put(in.readNBytes(length));
            line();
        }
        line();
        return Arrays.copyOf(body.array(), body.position());
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server has closed the connection");
            }
            line.append((char) c);
        }
        return line.substring(0, Math.max(0, line.length() - 1));
    }

    /** Drops the connection as a machine does that has lost its network: with a reset. */
    void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
