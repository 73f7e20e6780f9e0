package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who the container says the client is: asked once, and the same ever after. */
final class PrincipalIT {
    private static final String POLLING = "EIO=4&transport=polling";
    private static final String ALICE = "X-User: alice";
    private static final String BOB = "X-User: bob";

    private static EngineTomcat tomcat;

    @BeforeAll
    static void start() {
        tomcat = new EngineTomcat.Settings().start();
    }

    @AfterAll
    static void stop() {
        tomcat.close();
    }

    private static String open(String... headers) {
        return RawPeer.once(tomcat.base(), POLLING, headers).sid();
    }

    private static RawPeer.Response get(String query, String... headers) {
        return RawPeer.once(tomcat.base(), query, headers);
    }

    private static RawPeer.Response post(String sid, String... headers) {
        try (RawPeer peer = new RawPeer(tomcat.base())) {
            return peer.post(POLLING + "&sid=" + sid, "4hello", headers);
        }
    }

    @Test
    void sessionRemembersWhoOpenedItAndTheRolesThatMatter() {
        String sid = open(ALICE);

        assertThat(tomcat.session(sid).request().principal())
                .extracting(Principal::getName)
                .isEqualTo("alice");
        assertThat(tomcat.session(sid).request().roles()).isEqualTo(Map.of("worker", true, "boss", false));
        assertThat(tomcat.session(sid).request().httpSession()).isEqualTo(Optional.empty());
    }

    @Test
    void requestOfAnotherUserIsRefusedAndCostsTheSessionNothing() {
        String sid = open(ALICE);

        assertThat(post(sid, BOB).status()).isEqualTo(403);
        assertThat(post(sid).status()).isEqualTo(403);
        RawPeer.Response refused = get(POLLING + "&sid=" + sid, BOB);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("{\"code\":4,\"message\":\"the session was opened by another user\"}");

        assertThat(post(sid, ALICE).body()).isEqualTo("ok");
        assertThat(get(POLLING + "&sid=" + sid, ALICE).body()).isEqualTo("4hello");
    }

    @Test
    void sessionOfNobodyIsNotForSomebody() {
        assertThat(post(open(), ALICE).status()).isEqualTo(403);
    }

    @Test
    void upgradeByAnotherUserIsRefused() {
        String upgrade = "EIO=4&transport=websocket&sid=" + open(ALICE);

        assertThat(get(
                                upgrade,
                                BOB,
                                "Connection: Upgrade",
                                "Upgrade: websocket",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
                        .status())
                .isEqualTo(403);
    }
}
