package ee.socketio.push;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;

/** This interface, described for machines. */
@ApplicationScoped
@Path("/openapi.json")
@Produces("application/json")
public class OpenApiResource {

    /** OpenAPI 3.0. */
    @GET
    @Operation(
            id = "describe",
            summary = "This document",
            answers = {"200 Document"})
    public String describe(@Context HttpServletRequest request) {
        PushCall.of(request);
        return OpenApi.describe(
                request.getContextPath() + "/push",
                EventsResource.class,
                NamespacesResource.class,
                OpenApiResource.class);
    }
}
