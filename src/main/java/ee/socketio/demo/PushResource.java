package ee.socketio.demo;

import ee.socketio.NamespaceRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Map;

/** {@code GET /push}: an event for every open page. */
@ApplicationScoped
@Path("/")
public class PushResource {
    @Inject
    @SuppressWarnings("NullAway.Init") // by CDI
    NamespaceRegistry namespaces;

    /** Sends {@code dcenter} to everybody in {@code /dcenter}. */
    @GET
    @Produces("text/plain")
    public String push() {
        namespaces.of("/dcenter").emit("dcenter", Map.of("data", "test message!"));
        return "done!";
    }
}
