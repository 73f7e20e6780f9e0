package ee.socketio.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A long-polling client that writes and reads the wire text itself. */
final class PollingPeer {
    /** Separates the packets of one payload. */
    static final String RS = "\u001e";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpClient http;
    private final URI base;
    private final String query;
    private final String[] headers;
    private final HttpResponse<String> handshake;
    private final String sid;

    private PollingPeer(HttpClient http, URI base, String query, String... headers) {
        this.http = http;
        this.base = base;
        this.query = query;
        this.headers = headers;
        this.handshake = exchange(http, request(""), PATIENCE);
        String body = handshake.body();
        this.sid = json(body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1))
                .getString("sid");
    }

    /** Opens a session of the protocol revision 4. */
    static PollingPeer open(URI base) {
        return open(HTTP, base);
    }

    /**
     * Opens a session with another query string.
     *
     * @param headers names and values, of all requests
     */
    static PollingPeer open(URI base, String query, String... headers) {
        return new PollingPeer(HTTP, base, query, headers);
    }

    /** As {@link #open(URI)}, with another HTTP client, which may know TLS and HTTP/2. */
    static PollingPeer open(HttpClient http, URI base) {
        return new PollingPeer(http, base, "EIO=4&transport=polling");
    }

    /** Opens a session and joins {@code /dcenter}. */
    static PollingPeer joined(URI base) {
        PollingPeer peer = open(base);
        peer.post("40/dcenter,");
        peer.poll();
        return peer;
    }

    HttpResponse<String> handshake() {
        return handshake;
    }

    String sid() {
        return sid;
    }

    /** Sends a payload. */
    HttpResponse<String> post(String payload) {
        return exchange(
                http,
                request("&sid=" + sid)
                        .header("Content-Type", "text/plain;charset=UTF-8")
                        .POST(BodyPublishers.ofString(payload)),
                PATIENCE);
    }

    /** Waits for the next payload. */
    String poll() {
        return poll(PATIENCE);
    }

    /** As {@link #poll()}, for what may take longer than ten seconds. */
    String poll(Duration patience) {
        return exchange(http, request("&sid=" + sid), patience).body();
    }

    private HttpRequest.Builder request(String more) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint(base, query + more));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Polls until that many packets have come, in however many payloads. */
    List<String> poll(int packets) {
        List<String> received = new ArrayList<>();
        while (received.size() < packets) {
            received.addAll(List.of(poll().split(RS)));
        }
        return received;
    }

    static HttpResponse<String> get(URI base, String query) {
        return exchange(HttpRequest.newBuilder(endpoint(base, query)));
    }

    static URI endpoint(URI base, String query) {
        return base.resolve("socket.io/?" + query);
    }

    /** Sends any request; a server that does not answer within ten seconds fails the test. */
    static HttpResponse<String> exchange(HttpRequest.Builder request) {
        return exchange(HTTP, request, PATIENCE);
    }

    private static HttpResponse<String> exchange(HttpClient http, HttpRequest.Builder request, Duration patience) {
        try {
            return http.send(request.timeout(patience).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
