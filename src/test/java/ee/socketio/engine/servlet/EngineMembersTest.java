package ee.socketio.engine.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.EngineSession;
import ee.socketio.engine.OutboundMessage;
import ee.socketio.engine.Sweeper;
import ee.socketio.wire.engine.PacketType;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.engine.TextPacket;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What the official server and its {@code engine} offer over HTTP, one member or event a test. */
final class EngineMembersTest {
    private static final String HANDSHAKE = "/socket.io/?EIO=4&transport=polling";

    private final List<String> refusals = new ArrayList<>();
    private final List<EngineSession> sessions = new ArrayList<>();
    private final List<Filter> middlewares = new ArrayList<>();
    private Optional<String> refusal = Optional.empty();
    private boolean servesClient = true;

    private final class Hooks implements EngineHooks {
        @Override
        public Optional<String> refusal(EngineRequest opening) {
            return refusal;
        }

        @Override
        public Optional<String> sessionId(EngineRequest opening) {
            return Optional.of("chosen-by-the-application-" + sessions.size());
        }

        @Override
        public void headers(EngineRequest request, boolean opening, BiConsumer<String, String> headers) {
            headers.accept("X-Each", "yes");
            if (opening) {
                headers.accept("X-Initial", "yes");
            }
        }

        @Override
        public void refused(EngineRequest request, ProtocolException problem) {
            refusals.add(problem.error().code() + " " + problem.error() + ": " + problem.getMessage());
        }
    }

    private final EngineServer engine = new EngineServer(
            EngineFilterTest.options(""), new Hooks(), new Sweeper(System::nanoTime), Runnable::run, session -> {
                sessions.add(session);
                return new Deaf();
            });

    private FakeExchange get(String target) throws Exception {
        TrustedProxies proxies = new TrustedProxies(Set.of());
        EngineFilter filter = new EngineFilter(
                engine,
                new OriginPolicy(CorsOptions.of(Set.of(), false), proxies),
                servesClient ? ClientFiles.ofClassPath() : null,
                new PollingOptions(false, 0, 6, null),
                middlewares,
                new RequestReader(Set.of(), false, proxies),
                "/socket.io",
                false);
        return new FakeExchange(filter, target);
    }

    /** A further response of the session. */
    private FakeExchange getMessage() throws Exception {
        EngineSession session = sessions.get(0);
        session.send(OutboundMessage.of(List.of(TextPacket.of(PacketType.MESSAGE, "hello")), true));
        return get(HANDSHAKE + "&sid=" + session.id());
    }

    @Test
    void path() throws Exception {
        assertThat(get(HANDSHAKE).text()).startsWith("0{\"sid\":");
        assertThat(get("/elsewhere/?EIO=4&transport=polling").passedOn()).isTrue();
    }

    @Test
    void serveClient() throws Exception {
        assertThat(get("/socket.io/socket.io.js").text()).contains("Socket.IO v");

        servesClient = false;

        assertThat(get("/socket.io/socket.io.js").status()).isEqualTo(400);
    }

    @Test
    void allowRequest() throws Exception {
        refusal = Optional.of("not today");

        FakeExchange handshake = get(HANDSHAKE);

        assertThat(handshake.status()).isEqualTo(403);
        assertThat(handshake.text()).isEqualTo("{\"code\":4,\"message\":\"not today\"}");
    }

    @Test
    void generateId() throws Exception {
        assertThat(get(HANDSHAKE).text()).startsWith("0{\"sid\":\"chosen-by-the-application-0\"");
    }

    @Test
    void use() throws Exception {
        middlewares.add((request, response, chain) -> {
            ((HttpServletResponse) response).setHeader("X-Node", "blue");
            chain.doFilter(request, response);
        });

        assertThat(get(HANDSHAKE).header("X-Node")).containsExactly("blue");
        assertThat(getMessage().header("X-Node")).containsExactly("blue");
    }

    @Test
    void initialHeaders() throws Exception {
        assertThat(get(HANDSHAKE).header("X-Initial")).containsExactly("yes");
        assertThat(getMessage().header("X-Initial")).isEmpty();
    }

    @Test
    void headers() throws Exception {
        assertThat(get(HANDSHAKE).header("X-Each")).containsExactly("yes");
        assertThat(getMessage().header("X-Each")).containsExactly("yes");
    }

    @Test
    void connectionError() throws Exception {
        get("/socket.io/?EIO=4&transport=telepathy");

        assertThat(refusals).containsExactly("0 UNKNOWN_TRANSPORT: transport: \"telepathy\"");
    }
}
