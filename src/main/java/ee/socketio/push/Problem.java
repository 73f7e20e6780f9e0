package ee.socketio.push;

import ee.socketio.wire.engine.Json;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is refused, as it is told to the caller: {@code application/problem+json}, RFC 9457.
 *
 * @param field what is wrong: {@code #/rooms/1}, a JSON Pointer into the body; {@code ?room}, a query parameter;
 *     <code>{namespace}</code>, a part of the path; {@code path} or {@code method} as a whole; or the name of a header.
 *     Null when it is none of them
 * @param detail a sentence with offender and expectation
 */
record Problem(int status, @Nullable String field, String detail) {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(413, "Content Too Large"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(429, "Too Many Requests"));

    /** What a request without a place for it is told. */
    static Problem of(int status) {
        return switch (status) {
            case 404 -> new Problem(status, "path", "path: there is nothing here");
            case 405 -> new Problem(status, "method", "method: not for this path (expected: one of those in Allow)");
            case 406 -> new Problem(status, "Accept", "Accept: excludes the answer (expected: application/json)");
            default ->
                new Problem(
                        status,
                        null,
                        status < 500 ? "the request cannot be served" : "the server failed; its log says why");
        };
    }

    /** To be thrown by a resource. */
    static Refusal refuse(int status, @Nullable String field, String detail) {
        return new Refusal(new Problem(status, field, detail));
    }

    String json() {
        StringBuilder json = new StringBuilder("{\"status\":").append(status).append(",\"title\":");
        Json.quote(TITLES.getOrDefault(status, status < 500 ? "Client Error" : "Internal Server Error"), json);
        json.append(",\"detail\":");
        Json.quote(detail, json);
        if (field != null) {
            json.append(",\"field\":");
            Json.quote(field, json);
        }
        return json.append('}').toString();
    }

    /** Makes it the answer; without effect when that is on its way already. */
    void write(HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        byte[] body = json().getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** A problem on its way through JAX-RS, which needs no mapper for it. */
    static final class Refusal extends WebApplicationException {
        private static final long serialVersionUID = 1L;

        private Refusal(Problem problem) {
            super(
                    problem.detail,
                    Response.status(problem.status)
                            .type(MEDIA_TYPE)
                            .entity(problem.json())
                            .build());
        }

        /** It is an answer and no failure: where it was thrown is of no interest. */
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
