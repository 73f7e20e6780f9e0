package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The programming model on a real server, with the beans of {@code ee.socketio.it.beans}. */
abstract class BeansScenarios {
    static final String NAME = "beans";

    static WebArchive archive() {
        return Wars.archive(NAME + ".war")
                .addPackage("ee.socketio.it.beans")
                .addAsResource(
                        new StringAsset("socketio.disconnect-with-http-session=true\nsocketio.demo=false\n"),
                        "META-INF/microprofile-config.properties");
    }

    abstract URI base();

    final PollingPeer connected(String namespace, String... headers) {
        PollingPeer peer = PollingPeer.open(base(), "EIO=4&transport=polling", headers);
        peer.post("40" + namespace + ",");
        return peer;
    }

    private HttpResponse<String> login(String method, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base().resolve("login")).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return PollingPeer.exchange(request);
    }

    @Test
    void socketHasBeansOfItsOwnAndObserversAreToldOfIt() {
        PollingPeer one = connected("/counting/10");
        PollingPeer two = connected("/counting/20");

        assertThat(one.poll(3).subList(1, 3))
                .containsExactly("42/counting/10,[\"connected\",11]", "42/counting/10,[\"joined\",\"counters\",12]");
        assertThat(two.poll(3).get(1)).isEqualTo("42/counting/20,[\"connected\",21]");
        one.post("42/counting/10,0[\"next\"]");
        assertThat(one.poll(1)).containsExactly("43/counting/10,0[13]");
        two.post("42/counting/20,[\"tell_all\",\"hello\"]");
        assertThat(one.poll(1)).containsExactly("42/counting/10,[\"told\",\"hello\"]");
        assertThat(two.poll(1)).containsExactly("42/counting/20,[\"told\",\"hello\"]");
    }

    @Test
    void beansOfASocketSurviveTheUpgradeAndNotTheDisconnect() throws IOException {
        PollingPeer watcher = connected("/counting/0");
        watcher.poll(3);
        PollingPeer polling = connected("/counting/30");
        polling.poll(3);
        try (RawPeer websocket = new RawPeer(base())) {
            assertThat(websocket
                            .upgrade("EIO=4&transport=websocket&sid=" + polling.sid())
                            .answer()
                            .status())
                    .isEqualTo(101);
            assertThat(websocket.frame("2probe").frame()).isEqualTo("3probe");
            assertThat(polling.poll()).isEqualTo("6");
            assertThat(websocket.frame("5").frame("42/counting/30,0[\"next\"]").frame())
                    .isEqualTo("43/counting/30,0[33]");
            watcher.post("42/counting/0,1[\"destroyed\"]");
            String before = watcher.poll();
            websocket.frame("41/counting/30,");

            assertThat(destroyed(watcher)).isEqualTo(number(before) + 1);
        }
    }

    /** Asks until it has happened. */
    private static int destroyed(PollingPeer watcher) {
        int last = -1;
        for (int i = 0; i < 100; i++) {
            watcher.post("42/counting/0,2[\"destroyed\"]");
            int now = number(watcher.poll());
            if (last >= 0 && now != last) {
                return now;
            }
            last = now;
        }
        return last;
    }

    private static int number(String ack) {
        return Integer.parseInt(ack.replaceAll("^.*\\[|]$", ""));
    }

    @Test
    void nameThatDoesNotFitIsNoNamespace() {
        assertThat(connected("/counting/x").poll()).isEqualTo("44/counting/x,{\"message\":\"Invalid namespace\"}");
    }

    /** Flask-SocketIO #30, #629: a logout was not seen. */
    @Test
    void socketsEndWithTheHttpSessionInWhichTheyWereOpened() {
        HttpResponse<String> login = login("POST");
        String cookie = cookie(login);
        PollingPeer inside = connected("/counting/0", "Cookie", cookie);
        PollingPeer outside = connected("/counting/0");
        inside.poll(3);
        outside.poll(3);
        HttpResponse<String> again = login("POST", "Cookie", cookie);
        assertThat(again.body()).as("another id").isNotEqualTo(login.body());

        login("DELETE", "Cookie", cookie(again));

        assertThat(inside.poll()).startsWith("41/counting/0,");
        outside.post("42/counting/0,0[\"next\"]");
        assertThat(outside.poll()).isEqualTo("43/counting/0,0[3]");
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    @Test
    void noHttpSessionIsMade() {
        PollingPeer peer = connected("/counting/0");

        assertThat(peer.handshake().headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void whoIsNotKnownIsRefused() {
        assertThat(connected("/members").poll()).isEqualTo("44/members,{\"message\":\"Unauthorized\"}");
    }

    @Test
    void principalAndRolesAreTheContainers() {
        PollingPeer boss = connected("/members", "Authorization", basic("bea"));
        PollingPeer worker = connected("/members", "Authorization", basic("will"));
        boss.poll();
        worker.poll();

        boss.post("42/members,0[\"name\"]" + PollingPeer.RS + "42/members,1[\"safe\"]" + PollingPeer.RS
                + "42/members,2[\"never\"]");
        worker.post("42/members,0[\"name\"]" + PollingPeer.RS + "42/members,1[\"safe\"]");

        assertThat(boss.poll(3))
                .containsExactly(
                        "43/members,0[\"bea\"]", "43/members,1[\"gold\"]", "43/members,2[{\"error\":\"Forbidden\"}]");
        assertThat(worker.poll(2))
                .isEqualTo(List.of("43/members,0[\"will\"]", "43/members,1[{\"error\":\"Forbidden\"}]"));
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void requestOfAnotherUserIsRefused() {
        PollingPeer bea = connected("/members", "Authorization", basic("bea"));

        HttpResponse<String> answer = PollingPeer.exchange(
                HttpRequest.newBuilder(PollingPeer.endpoint(base(), "EIO=4&transport=polling&sid=" + bea.sid()))
                        .header("Authorization", basic("will")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"code\":4,\"message\":\"the session was opened by another user\"}");
    }
}
