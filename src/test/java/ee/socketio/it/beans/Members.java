package ee.socketio.it.beans;

import ee.socketio.Authenticated;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnEvent;
import jakarta.annotation.security.RolesAllowed;
import java.security.Principal;

/** For those who are known. */
@Authenticated
@NamespaceEndpoint("/members")
public class Members {
    @OnEvent
    String name(Principal principal) {
        return principal.getName();
    }

    @OnEvent
    @RolesAllowed("boss")
    String safe() {
        return "gold";
    }

    @OnEvent
    @RolesAllowed("nobody")
    String never() {
        return "never";
    }
}
