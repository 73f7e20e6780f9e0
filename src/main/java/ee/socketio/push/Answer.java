package ee.socketio.push;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * What a caller is told of a push that was carried out.
 *
 * @param json an object
 */
record Answer(int status, String json) {

    Response response() {
        return builder().build();
    }

    /** The answer to a request that was answered before. */
    Response replay() {
        return builder().header("Idempotency-Replayed", "true").build();
    }

    private Response.ResponseBuilder builder() {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(json);
    }
}
