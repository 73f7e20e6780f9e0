package ee.socketio.testkit;

import ee.socketio.engine.EngineRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client says about itself: the HTTP request that opens its connection, and {@code auth}. Handlers
 * see it as {@link ee.socketio.Handshake}. Immutable: every method returns a new one.
 *
 * <pre>{@code
 * InProcessClient client = server.client()
 *         .query("lang", "eo")
 *         .header("X-Forwarded-User", "duke")
 *         .auth(Map.of("token", "secret"))
 *         .connect("/chat");
 * }</pre>
 */
public final class ClientRequest {
    private final InProcessServer server;
    private final Map<String, String> query;
    private final Map<String, List<String>> headers;
    private final String address;
    private final @Nullable Object auth;

    private ClientRequest(
            InProcessServer server,
            Map<String, String> query,
            Map<String, List<String>> headers,
            String address,
            @Nullable Object auth) {
        this.server = server;
        this.query = query;
        this.headers = headers;
        this.address = address;
        this.auth = auth;
    }

    static ClientRequest to(InProcessServer server) {
        return new ClientRequest(server, Map.of("EIO", "4", "transport", "websocket"), Map.of(), "127.0.0.1", null);
    }

    /** Adds a parameter to the query. */
    public ClientRequest query(String name, String value) {
        Map<String, String> more = new HashMap<>(query);
        more.put(name, value);
        return new ClientRequest(server, Map.copyOf(more), headers, address, auth);
    }

    /** Adds a header, or one more value of it. */
    public ClientRequest header(String name, String value) {
        Map<String, List<String>> more = new HashMap<>(headers);
        String key = name.toLowerCase(Locale.ROOT);
        List<String> values = new ArrayList<>(more.getOrDefault(key, List.of()));
        values.add(value);
        more.put(key, List.copyOf(values));
        return new ClientRequest(server, query, Map.copyOf(more), address, auth);
    }

    /** Comes from this network address, by default 127.0.0.1. */
    public ClientRequest address(String address) {
        return new ClientRequest(server, query, headers, address, auth);
    }

    /**
     * Gives this as {@code auth}.
     *
     * @param auth an object in JSON: a map, a record, or what else JSON-B writes as one
     */
    public ClientRequest auth(Object auth) {
        return new ClientRequest(server, query, headers, address, auth);
    }

    /**
     * Opens a connection and connects to a namespace.
     *
     * @return the client; {@link InProcessClient#isConnected} tells whether it was let in
     * @throws ee.socketio.wire.engine.ProtocolException when {@link ee.socketio.engine.EngineHooks} refuse it
     * @throws AssertionError when the server has not decided within 10 s
     */
    public InProcessClient connect(String namespace) {
        return InProcessConnection.open(server, opening()).join(namespace, auth);
    }

    private EngineRequest opening() {
        StringBuilder url = new StringBuilder("/socket.io/");
        query.forEach((name, value) -> url.append(url.indexOf("?") < 0 ? '?' : '&')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return new EngineRequest("GET", url.toString(), query, headers, address, false, null);
    }
}
