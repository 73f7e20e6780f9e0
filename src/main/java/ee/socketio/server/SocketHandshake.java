package ee.socketio.server;

import ee.socketio.Handshake;
import ee.socketio.engine.EngineRequest;
import java.lang.reflect.Type;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The opening request of a connection and the CONNECT payload of one namespace. */
record SocketHandshake(EngineRequest request, Instant time, String authJson, JsonBinding binding) implements Handshake {

    @Override
    public Map<String, List<String>> headers() {
        return request.headers();
    }

    @Override
    public Optional<String> header(String name) {
        return request.header(name);
    }

    @Override
    public Map<String, String> query() {
        return request.query();
    }

    @Override
    public String address() {
        return request.address();
    }

    @Override
    public boolean xdomain() {
        return header("origin").isPresent();
    }

    @Override
    public boolean secure() {
        return request.secure();
    }

    @Override
    public String url() {
        return request.url();
    }

    @Override
    public Optional<Principal> principal() {
        return Optional.ofNullable(request.principal());
    }

    @Override
    public boolean isUserInRole(String role) {
        Boolean answer = request.roles().get(role);
        if (answer == null) {
            throw new IllegalArgumentException(
                    "role \"" + role + "\": not asked for when the client connected (expected: "
                            + "one of " + new TreeSet<>(request.roles().keySet())
                            + "; name it with @DeclareRoles on an endpoint)");
        }
        return answer;
    }

    @Override
    public <T> T auth(Class<T> type) {
        Object bound = auth((Type) type);
        if (bound == null) {
            throw new IllegalArgumentException("auth: null (expected: " + type.getName() + ")");
        }
        @SuppressWarnings("unchecked") // the binding makes what it is asked for
        T value = (T) bound;
        return value;
    }

    @Override
    public @Nullable Object auth(Type type) {
        return binding.bind(authJson, type);
    }
}
