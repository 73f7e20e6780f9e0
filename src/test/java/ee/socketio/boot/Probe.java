package ee.socketio.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.MediaType;

/** What {@link WarDeploymentIT} adds to the WAR. */
@Path("greeting")
@ApplicationScoped
public class Probe {
    @Inject
    Greeter greeter;

    /** Answers with an object that JSON-B has to write. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Greeting greeting() {
        return greeter.greet();
    }

    /** Its path. */
    @ApplicationPath("probe")
    public static class Rest extends Application {}

    /** Its answer. */
    public static class Greeting {
        /** A word. */
        public String text = "hello";
    }

    /** A bean without a scope: found only when all classes are examined. */
    static class Greeter {
        Greeting greet() {
            return new Greeting();
        }
    }
}
