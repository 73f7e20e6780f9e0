package ee.socketio.process;

import ee.socketio.Handshake;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a program is told of the request that it serves (RFC 3875 §4.1).
 *
 * @param url for the log
 * @param id unique: nanoseconds since 1970
 * @param scriptName the part of the path that led to the program
 * @param pathInfo the rest of the path, decoded
 * @param path the whole path, decoded
 * @param uri path and query as they came
 * @param query as it came
 * @param headers values by name
 */
public record ClientRequest(
        String url,
        String id,
        String remoteAddress,
        String remoteHost,
        int remotePort,
        String serverName,
        int serverPort,
        String protocol,
        boolean secure,
        String scriptName,
        String pathInfo,
        String path,
        String uri,
        String query,
        Map<String, List<String>> headers) {

    /**
     * Describes a request.
     *
     * @param path of the request, decoded
     * @param lookup whether the client's name is to be looked up
     */
    public static ClientRequest of(
            HttpServletRequest request, String path, String scriptName, String pathInfo, boolean lookup) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
        }
        String query = orEmpty(request.getQueryString());
        String address = orEmpty(request.getRemoteAddr());
        String uri = request.getRequestURI() + (query.isEmpty() ? "" : "?" + query);
        return new ClientRequest(
                (request.isSecure() ? "https://" : "http://") + orEmpty(request.getHeader("Host")) + uri,
                newId(),
                address,
                lookup ? Hosts.name(address) : address,
                request.getRemotePort(),
                request.getServerName(),
                request.getServerPort(),
                request.getProtocol(),
                request.isSecure(),
                scriptName,
                pathInfo,
                path,
                uri,
                query,
                headers);
    }

    /**
     * Describes the request that opened the connection of a Socket.IO client.
     *
     * @param namespace its name stands for the path
     */
    static ClientRequest of(Handshake handshake, String namespace) {
        String host = handshake.header("host").orElse("");
        String scheme = handshake.secure() ? "https" : "http";
        int question = handshake.url().indexOf('?');
        return new ClientRequest(
                scheme + "://" + host + handshake.url(),
                newId(),
                handshake.address(),
                handshake.address(),
                0,
                Hosts.host(host),
                port(Hosts.port(host, ""), handshake.secure() ? 443 : 80),
                "HTTP/1.1",
                handshake.secure(),
                "/",
                namespace,
                namespace,
                handshake.url(),
                question < 0 ? "" : handshake.url().substring(question + 1),
                handshake.headers());
    }

    private static int port(String text, int byDefault) {
        return text.matches("\\d{1,5}") ? Integer.parseInt(text) : byDefault;
    }

    /** Nanoseconds since 1970. */
    static String newId() {
        Instant now = Instant.now();
        return now.getEpochSecond() + String.format(Locale.ROOT, "%09d", now.getNano());
    }

    /** The values of a header, joined as CGI has it; empty when there is none. */
    String header(String name) {
        return String.join(", ", headers.getOrDefault(name, List.of()));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
