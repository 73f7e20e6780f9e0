package ee.socketio.demo;

import ee.socketio.Namespace;
import ee.socketio.NamespaceRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
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

    /** Sends {@code dcenter} to everybody in {@code /dcenter}; 404 where the demo is switched off. */
    @GET
    @Produces("text/plain")
    public String push() {
        Namespace demo = namespaces.find("/dcenter").orElseThrow(NotFoundException::new);
        demo.emit("dcenter", Map.of("data", "test message!"));
        return "done!";
    }
}
