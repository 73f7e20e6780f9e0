package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Authenticated;
import ee.socketio.Handshake;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;
import ee.socketio.OnEvent;
import ee.socketio.testkit.FakeClient;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may connect and send events. */
final class AccessTest {
    private static Application application;

    @BeforeAll
    static void start() {
        application = Application.of(Office.class, Board.class, Open.class);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Authenticated
    @NamespaceEndpoint("/office")
    static class Office {
        @OnEvent
        String enter() {
            return "in";
        }

        @OnEvent
        @RolesAllowed({"boss", "guard"})
        String safe() {
            return "gold";
        }

        @OnEvent
        @DenyAll
        String never() {
            return "never";
        }
    }

    @RolesAllowed("boss")
    @NamespaceEndpoint("/board")
    static class Board {
        @OnConnect
        @PermitAll
        void connected() {}

        @OnEvent
        String decide() {
            return "yes";
        }
    }

    @DeclareRoles("guest")
    @NamespaceEndpoint("/open")
    static class Open {
        @OnEvent
        boolean ask(Handshake handshake, String role) {
            return handshake.isUserInRole(role);
        }
    }

    private static FakeClient boss() {
        return application.server.client("bea", Map.of("boss", true, "guard", false, "guest", true));
    }

    private static FakeClient worker() {
        return application.server.client("will", Map.of("boss", false, "guard", false, "guest", false));
    }

    @Test
    void rolesOfAllEndpointsAreAskedFor() {
        assertThat(application
                        .container
                        .getBeanManager()
                        .getExtension(EndpointExtension.class)
                        .roles())
                .containsExactly("boss", "guard", "guest");
    }

    @Test
    void whoIsNotKnownIsRefused() {
        FakeClient nobody = application.server.client();

        nobody.sends("0/office,");

        assertThat(nobody.next()).isEqualTo("4/office,{\"message\":\"Unauthorized\"}");
    }

    @Test
    void eventIsForItsRoles() {
        FakeClient boss = boss();
        FakeClient worker = worker();
        boss.joins("/office");
        worker.joins("/office");

        assertThat(Application.ask(worker, "/office", "\"enter\"")).isEqualTo("[\"in\"]");
        assertThat(Application.ask(worker, "/office", "\"safe\"")).isEqualTo("[{\"error\":\"Forbidden\"}]");
        assertThat(Application.ask(boss, "/office", "\"safe\"")).isEqualTo("[\"gold\"]");
        assertThat(Application.ask(boss, "/office", "\"never\"")).isEqualTo("[{\"error\":\"Forbidden\"}]");
    }

    @Test
    void whatIsSaidOfTheMethodCountsInsteadOfWhatIsSaidOfTheClass() {
        FakeClient nobody = application.server.client();
        nobody.joins("/board");

        assertThat(Application.ask(nobody, "/board", "\"decide\"")).isEqualTo("[{\"error\":\"Unauthorized\"}]");
    }

    @Test
    void handlersMayAskForTheRolesThatAreDeclared() {
        FakeClient boss = boss();
        boss.joins("/open");

        assertThat(Application.ask(boss, "/open", "\"ask\",\"guest\"")).isEqualTo("[true]");
        assertThat(Application.ask(boss, "/open", "\"ask\",\"guard\"")).isEqualTo("[false]");
        assertThat(Application.ask(boss, "/open", "\"ask\",\"king\"")).isEqualTo("nothing");
    }
}
