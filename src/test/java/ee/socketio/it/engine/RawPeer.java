package ee.socketio.it.engine;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A TCP connection that says exactly what the test wants, and reads HTTP responses. */
final class RawPeer implements Closeable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Pattern SID = Pattern.compile("sid\\\\?\":\\\\?\"([\\w-]+)");

    /**
     * @param headers by lower-case name
     * @param bytes the body without chunks
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Response(int status, Map<String, String> headers, byte[] bytes) {
        String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.get(name);
        }

        /** In one spelling of the several that containers have: {@code text/plain;charset=utf-8}. */
        String contentType() {
            return headers.get("content-type").replace(" ", "").toLowerCase(Locale.ROOT);
        }

        /** The session id in an OPEN packet. */
        String sid() {
            return sid(body());
        }

        static String sid(String open) {
            Matcher sid = SID.matcher(open);
            if (!sid.find()) {
                throw new AssertionError("no OPEN packet: " + open);
            }
            return sid.group(1);
        }
    }

    private final String path;
    private final Socket socket;
    private final InputStream in;

    RawPeer(URI base) {
        this(base, 0);
    }

    /**
     * @param receiveBytes how much the system takes for this peer before it reads; 0 for what it likes to
     */
    RawPeer(URI base, int receiveBytes) {
        path = base.getPath();
        try {
            socket = new Socket();
            if (receiveBytes > 0) {
                socket.setReceiveBufferSize(receiveBytes);
            }
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A GET over a connection of its own; Tomcat ends a connection after many an error. */
    static Response once(URI base, String query, String... headers) {
        try (RawPeer peer = new RawPeer(base)) {
            return peer.get(query, headers);
        }
    }

    InputStream in() {
        return in;
    }

    RawPeer send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawPeer send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A request below {@code socket.io/}; each header line ends with CR LF. */
    RawPeer request(String method, String query, String headers, String body) {
        return send(method + " " + path + "socket.io/?" + query + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n"
                + body);
    }

    Response get(String query, String... headers) {
        return request("GET", query, RawWebSocket.lines(headers), "").response();
    }

    /** A server may refuse a body, and hang up, before all of it has been sent. */
    Response post(String query, String body, String... headers) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        request("POST", query, "Content-Length: " + length + "\r\n" + RawWebSocket.lines(headers), "");
        try {
            send(body);
        } catch (UncheckedIOException refused) {
            // The answer says why.
        }
        return response();
    }

    /** The next response. */
    Response response() {
        try {
            String status = line();
            Map<String, String> headers = new TreeMap<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.merge(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim(),
                        (a, b) -> a + ", " + b);
            }
            int code = Integer.parseInt(status.substring(9, 12));
            return new Response(code, headers, body(code, headers));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] body(int status, Map<String, String> headers) throws IOException {
        if (status == 101 || status == 204 || status == 304) {
            return new byte[0];
        }
        String length = headers.get("content-length");
        if (length != null) {
            return bytes(Integer.parseInt(length));
        }
        if (!"chunked".equals(headers.get("transfer-encoding"))) {
            return in.readAllBytes();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); ; size = Integer.parseInt(line(), 16)) {
            body.writeBytes(bytes(size));
            line();
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    byte[] bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException(bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("after \"" + line + "\"");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Whether nothing comes for that long, and the connection stays. */
    boolean isQuietFor(int millis) {
        try {
            socket.setSoTimeout(millis);
            boolean quiet = isQuiet();
            socket.setSoTimeout(PATIENCE_MILLIS);
            return quiet;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isQuiet() {
        try {
            in.mark(1);
            in.read();
            in.reset();
            return false;
        } catch (SocketTimeoutException quiet) {
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Whether the server ends the connection, whatever it says before. */
    boolean isEnded() {
        try {
            in.readAllBytes();
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Ends the connection with a reset. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
