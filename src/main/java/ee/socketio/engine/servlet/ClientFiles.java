package ee.socketio.engine.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.Deflater;

/**
 * Serves the browser's script from the class path, where the build puts the files of the npm package
 * {@code socket.io-client}: the same eight names below the same path as the official server.
 */
public final class ClientFiles {
    private static final Set<String> NAMES = Set.of(
            "socket.io.js",
            "socket.io.js.map",
            "socket.io.min.js",
            "socket.io.min.js.map",
            "socket.io.esm.min.js",
            "socket.io.esm.min.js.map",
            "socket.io.msgpack.min.js",
            "socket.io.msgpack.min.js.map");
    private static final String FOLDER = "/ee/socketio/client/";

    private record Encoded(String name, ContentCoding coding) {}

    private final String etag;
    private final Map<Encoded, byte[]> bodies = new ConcurrentHashMap<>();

    private ClientFiles(String version) {
        this.etag = '"' + version + '"';
    }

    /** The files the build has put on the class path; their version is their entity tag. */
    public static ClientFiles ofClassPath() {
        Properties properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(read("client.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ClientFiles(properties.getProperty("version"));
    }

    /** Whether this is one of the files. */
    boolean contains(String name) {
        return NAMES.contains(name);
    }

    void serve(String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "public, max-age=0");
        response.setHeader("ETag", etag);
        String known = request.getHeader("If-None-Match");
        if (known != null && (known.equals(etag) || known.equals("W/" + etag))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        ContentCoding coding = ContentCoding.accepted(request.getHeader("Accept-Encoding"));
        byte[] body = body(new Encoded(name, coding));
        response.setContentType(
                (name.endsWith(".map") ? "application/json" : "application/javascript") + "; charset=utf-8");
        response.addHeader("Vary", "Accept-Encoding");
        if (coding != ContentCoding.IDENTITY) {
            response.setHeader("Content-Encoding", coding.text());
        }
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    private byte[] body(Encoded key) throws IOException {
        byte[] body = bodies.get(key);
        if (body == null) {
            body = key.coding.encode(read(key.name), Deflater.BEST_COMPRESSION);
            bodies.put(key, body);
        }
        return body;
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = ClientFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new FileNotFoundException(FOLDER + name);
            }
            return in.readAllBytes();
        }
    }
}
