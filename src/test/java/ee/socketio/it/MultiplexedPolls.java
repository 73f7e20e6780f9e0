package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Long-polling over HTTP/2: all polls wait on one connection, and a POST overtakes them. */
final class MultiplexedPolls {
    private static final int CLIENTS = 20;

    private MultiplexedPolls() {}

    /** Has as many clients on one connection wait for a push as browsers allow streams to. */
    static void assertServed(URI base, TestCertificate certificate) throws Exception {
        HttpClient http =
                HttpClient.newBuilder().sslContext(certificate.trusting()).build();
        List<PollingPeer> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            PollingPeer client = PollingPeer.open(http, base);
            assertThat(client.handshake().version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(client.post("40/dcenter,").body()).isEqualTo("ok");
            assertThat(client.poll()).startsWith("40/dcenter,{");
            clients.add(client);
        }
        List<CompletableFuture<String>> polls = clients.stream()
                .map(client -> CompletableFuture.supplyAsync(client::poll, task -> new Thread(task).start()))
                .toList();
        assertThat(clients.get(0)
                        .post("42/dcenter,1[\"my_event\",{\"data\":\"x\"}]")
                        .version())
                .isEqualTo(HttpClient.Version.HTTP_2);
        // The acknowledgement follows the event, in the same payload or in the next one.
        if (!polls.get(0).join().endsWith("43/dcenter,1[]")) {
            assertThat(clients.get(0).poll()).isEqualTo("43/dcenter,1[]");
        }

        http.send(HttpRequest.newBuilder(base.resolve("push")).build(), BodyHandlers.discarding());

        assertThat(Stream.concat(
                        Stream.of(clients.get(0).poll()), polls.stream().skip(1).map(CompletableFuture::join)))
                .hasSize(CLIENTS)
                .allMatch(payload -> payload.endsWith("42/dcenter,[\"dcenter\",{\"data\":\"test message!\"}]"));
    }
}
