package ee.socketio;

import java.lang.reflect.Type;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a socket came to be: the HTTP request that opened its connection, and the payload of its CONNECT packet.
 *
 * <pre>{@code
 * namespaces.of("/").onConnect(socket -> {
 *     Handshake handshake = socket.handshake();
 *     String name = handshake.principal().map(Principal::getName).orElse("guest");
 *     String language = handshake.query().getOrDefault("lang", "en");
 *     socket.join(language);
 *     socket.emit("hello", name, handshake.header("User-Agent"));
 * });
 * }</pre>
 */
public interface Handshake {

    /** Header values by lower-case name. */
    Map<String, List<String>> headers();

    /** The first value of a header; its name in any case. */
    Optional<String> header(String name);

    /** The parameters of the opening request; of a repeated one the last. */
    Map<String, String> query();

    /** When the connection was opened. */
    Instant time();

    /** The client's network address, as the container tells it, or a proxy in {@code socketio.trusted-proxies}. */
    String address();

    /** Whether the request named an {@code Origin}. */
    boolean xdomain();

    /** Whether it came over TLS: to the container, or to a proxy in {@code socketio.trusted-proxies}. */
    boolean secure();

    /** Path and query of the opening request. */
    String url();

    /** Who the container says the client is; what it said of the opening request counts as long as the connection. */
    Optional<Principal> principal();

    /**
     * Whether the container says that the client has a role; as {@link #principal}, it is what it said of the opening
     * request.
     *
     * @param role one that is named by {@code @RolesAllowed} or {@code @DeclareRoles} on an endpoint, because no other
     *     was asked for when the request was there
     * @throws IllegalArgumentException when it is named by none
     */
    boolean isUserInRole(String role);

    /**
     * What the client gave as {@code auth} for this namespace.
     *
     * @param type as in {@link Arguments#get(int, Class)}; a client that gave nothing counts as <code>{}</code>
     * @throws IllegalArgumentException when it does not fit the type
     */
    <T> T auth(Class<T> type);

    /** As {@link #auth(Class)}, for generic types. */
    @Nullable
    Object auth(Type type);
}
