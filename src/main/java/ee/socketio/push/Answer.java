package ee.socketio.push;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * What a caller is told of a push that was carried out.
 *
 * @param json an object
 * @param replayed whether an earlier request was carried out and this one was not
 */
record Answer(int status, String json, boolean replayed) {

    Answer(int status, String json) {
        this(status, json, false);
    }

    /** The same for a request that comes again. */
    Answer replay() {
        return new Answer(status, json, true);
    }

    Response response() {
        Response.ResponseBuilder response =
                Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(json);
        return (replayed ? response.header("Idempotency-Replayed", "true") : response).build();
    }
}
