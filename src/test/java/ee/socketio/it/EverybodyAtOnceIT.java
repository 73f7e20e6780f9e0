package ee.socketio.it;

import static ee.socketio.it.JavaClient.parse;
import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.it.JavaClient.Event;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One server, which is not told who comes: five versions of the clients, each over each transport, at the same time. */
class EverybodyAtOnceIT {
    private static final List<String> TRANSPORTS = List.of("websocket", "polling", "upgrade");
    private static final JsonValue PUSHED = parse("{\"data\":\"test message!\"}");

    @Test
    void onePushReachesAllOnceAndEachIsAnsweredAlone() throws Exception {
        Map<String, JavaClient> clients = new LinkedHashMap<>();
        try (ServerProcess server = ServerProcess.executableWar(Wars.fileWithBeans())) {
            CompletableFuture<JsonObject> node = CompletableFuture.supplyAsync(
                    () -> NodeClient.of(server.base()).run("everybody"));
            for (String version : List.of("1", "2")) {
                for (String transport : TRANSPORTS) {
                    clients.put(
                            "java-" + version + "-" + transport,
                            JavaClient.connect(
                                    server.base(), version, transport, "/dcenter", "my_response", "dcenter"));
                }
            }
            clients.forEach((name, client) -> client.call("my_event", client.object("{\"data\":\"" + name + "\"}")));
            clients.forEach((name, client) -> exchangeBytes(server.base(), name));
            for (String version : List.of("2", "3", "4")) {
                for (String transport : TRANSPORTS) {
                    String name = "node-" + version + "-" + transport;
                    server.awaitLine(0, line -> line.contains(name), Duration.ofSeconds(20));
                }
            }

            PollingPeer.exchange(HttpRequest.newBuilder(server.base().resolve("push")));
            // When it returns, what was pushed twice has come twice.
            List<JsonObject> nodeClients =
                    node.get(30, TimeUnit.SECONDS).getJsonArray("clients").getValuesAs(JsonObject.class);

            assertThat(server.logFrom(0).stream().filter(line -> line.contains("client connected.")))
                    .hasSize(15);
            assertThat(nodeClients).hasSize(9).allSatisfy(client -> {
                String name = client.getString("name");
                assertThat(client.getString("transport")).isEqualTo(transportOf(name));
                List<Event> events = new ArrayList<>();
                for (JsonObject event : client.getJsonArray("events").getValuesAs(JsonObject.class)) {
                    events.add(new Event(event.getString("event"), List.copyOf(event.getJsonArray("args"))));
                }
                assertThat(events).isEqualTo(expected(name));
                JsonObject bytes = client.getJsonObject("bytes");
                assertThat(bytes.get("ack")).isEqualTo(sentBytes(name));
                assertThat(bytes.get("event")).isEqualTo(sentBytes(name));
            });
            assertThat(clients).hasSize(6).allSatisfy((name, client) -> {
                client.awaitNamed("dcenter");
                assertThat(client.events()).isEqualTo(expected(name));
                assertThat(client.transport()).isEqualTo(transportOf(name));
                assertThat(client.disconnects()).isEmpty();
            });
        } finally {
            clients.values().forEach(JavaClient::close);
        }
    }

    /** Attachments up and, as an event and as an acknowledgement, down again. */
    private static void exchangeBytes(URI base, String name) {
        String[] parts = name.split("-", -1);
        try (JavaClient client = JavaClient.connect(base, parts[1], parts[2], "/conformance", "binary")) {
            List<JsonValue> ack = client.call(
                    "binary",
                    new byte[] {0, 127, (byte) 128, (byte) 255},
                    client.with(
                            client.object("{\"name\":\"" + name + "\"}"),
                            "content",
                            "four".getBytes(StandardCharsets.UTF_8)),
                    new byte[3]);

            assertThat(ack).isEqualTo(sentBytes(name));
            assertThat(client.awaitNamed("binary")).containsExactly(ack);
        }
    }

    private static JsonArray sentBytes(String name) {
        return parse("[{\"bytes\":\"AH+A/w==\"},{\"name\":\"" + name
                        + "\",\"content\":{\"bytes\":\"Zm91cg==\"}},{\"bytes\":\"AAAA\"}]")
                .asJsonArray();
    }

    private static List<Event> expected(String name) {
        return List.of(
                new Event("my_response", List.of(parse("{\"data\":\"" + name + "\",\"count\":1}"))),
                new Event("dcenter", List.of(PUSHED)));
    }

    private static String transportOf(String name) {
        return name.endsWith("polling") ? "polling" : "websocket";
    }
}
