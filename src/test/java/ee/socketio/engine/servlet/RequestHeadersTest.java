package ee.socketio.engine.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineRequest;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is known of a request's headers while it lasts, and afterwards. */
final class RequestHeadersTest {
    private final List<EngineRequest> read = new ArrayList<>();

    private EngineRequest read(String query) throws IOException, ServletException {
        RequestReader reader = new RequestReader(Set.of(), false, new TrustedProxies(List.of()));
        new FakeExchange(
                (request, response, chain) -> read.add(reader.read((HttpServletRequest) request)),
                "/socket.io/?" + query,
                "X-Name: value",
                "Origin: http://a.example");
        return read.get(0);
    }

    @Test
    void areFoundByTheirNamesInWhateverCase() throws IOException, ServletException {
        EngineRequest request = read("EIO=4&transport=polling&sid=x");

        assertThat(request.header("x-NAME")).contains("value");
        assertThat(request.header("missing")).isEmpty();
        assertThat(request.headers()).containsKey("x-name").doesNotContainKey("X-Name");
    }

    @Test
    void areAllThere() throws IOException, ServletException {
        assertThat(read("EIO=4&transport=polling&sid=x").headers())
                .isEqualTo(Map.of("x-name", List.of("value"), "origin", List.of("http://a.example")));
    }

    @Test
    void areCopiedForThoseWhoKeepThem() throws IOException, ServletException {
        EngineRequest poll = read("EIO=4&transport=polling&sid=x");

        assertThat(poll.headers()).isInstanceOf(RequestHeaders.class);
        assertThat(poll.detached().headers()).isEqualTo(poll.headers()).isNotInstanceOf(RequestHeaders.class);
    }

    @Test
    void areCopiedWhenARequestOpensASession() throws IOException, ServletException {
        assertThat(read("EIO=4&transport=polling").headers()).isNotInstanceOf(RequestHeaders.class);
    }
}
