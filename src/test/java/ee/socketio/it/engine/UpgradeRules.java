package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

abstract class UpgradeRules extends Rules {
    private final EchoServer echo = echo(EchoVariant.SHORT_UPGRADE);

    private String open(RawPeer peer) {
        return peer.get("EIO=4&transport=polling").sid();
    }

    private RawWebSocket candidate(String sid) {
        return RawWebSocket.open(echo.base(), "EIO=4&transport=websocket&sid=" + sid);
    }

    private String poll(String sid) {
        return "EIO=4&transport=polling&sid=" + sid;
    }

    @Test
    void parkedGetIsReleasedAtOnceAndMessagesMoveOver() {
        try (RawPeer peer = new RawPeer(echo.base())) {
            String sid = open(peer);
            peer.request("GET", poll(sid), "", "");
            try (RawWebSocket webSocket = candidate(sid)) {
                assertThat(webSocket.text("2probe").nextText()).isEqualTo("3probe");
                assertThat(peer.response().body()).isEqualTo("6");

                webSocket.text("5").text("4hello");
                assertThat(webSocket.nextText()).isEqualTo("4hello");

                RawPeer.Response late = peer.get(poll(sid));
                assertThat(late.status()).isEqualTo(400);
                assertThat(late.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
            }
        }
    }

    @Test
    void getStillParkedAtTheEndIsClosed() {
        try (RawPeer peer = new RawPeer(echo.base())) {
            String sid = open(peer);
            try (RawWebSocket webSocket = candidate(sid)) {
                peer.request("GET", poll(sid), "", "");
                echo.awaitParked(sid);
                webSocket.text("5");

                assertThat(peer.response().body()).isEqualTo("1");
                assertThat(webSocket.text("4x").nextText()).isEqualTo("4x");
            }
        }
    }

    @Test
    void secondWebSocketIsClosedAndTheFirstGoesOn() {
        try (RawPeer peer = new RawPeer(echo.base())) {
            String sid = open(peer);
            try (RawWebSocket first = candidate(sid)) {
                // Only its answer says that the server has seen this one first.
                assertThat(first.text("2probe").nextText()).isEqualTo("3probe");
                try (RawWebSocket second = candidate(sid)) {
                    assertThat(second.nextCloseCode()).isEqualTo(1000);
                }
                first.text("5");
                assertThat(first.text("4x").nextText()).isEqualTo("4x");
                try (RawWebSocket third = candidate(sid)) {
                    assertThat(third.nextCloseCode()).isEqualTo(1000);
                }
                assertThat(first.text("4y").nextText()).isEqualTo("4y");
            }
        }
    }

    @Test
    void webSocketFromTheStartIsNotTakenOver() {
        try (RawWebSocket first = RawWebSocket.open(echo.base(), "EIO=4&transport=websocket")) {
            String open = first.nextText();
            String sid = RawPeer.Response.sid(open);
            try (RawWebSocket thief = candidate(sid)) {
                assertThat(thief.nextCloseCode()).isEqualTo(1000);
            }
            assertThat(first.text("4mine").nextText()).isEqualTo("4mine");
        }
    }

    @Test
    void timeoutClosesTheWebSocketAlone() {
        try (RawPeer peer = new RawPeer(echo.base())) {
            String sid = open(peer);
            try (RawWebSocket webSocket = candidate(sid)) {
                assertThat(webSocket.text("2probe").nextText()).isEqualTo("3probe");
                assertThat(webSocket.nextCloseCode()).isEqualTo(1000);
            }
            peer.post(poll(sid), "4still here");
            assertThat(peer.get(poll(sid)).body()).isEqualTo("4still here");
        }
    }

    /** Clients upgrade as the official one does, while the server never stops to send. */
    @Test
    void hundredUpgradesUnderLoadKeepEveryMessageInOrder() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                clients.add(threads.submit(() -> {
                    upgradeUnderLoad();
                    return null;
                }));
            }
            for (Future<?> client : clients) {
                client.get(120, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void upgradeUnderLoad() throws Exception {
        int messages = 500;
        EchoServer patient = echo(EchoVariant.PLAIN);
        try (RawPeer poller = new RawPeer(patient.base())) {
            String sid = open(poller);
            List<String> received = new ArrayList<>();
            patient.count(sid, messages);
            received.addAll(List.of(poller.get(poll(sid)).body().split("\u001e")));
            try (RawWebSocket webSocket = RawWebSocket.open(patient.base(), "EIO=4&transport=websocket&sid=" + sid)) {
                poller.request("GET", poll(sid), "", "");
                webSocket.text("2probe");
                assertThat(webSocket.nextText()).isEqualTo("3probe");
                received.addAll(List.of(poller.response().body().split("\u001e")));
                webSocket.text("5");
                received.remove("6");
                while (received.size() < messages) {
                    received.add(webSocket.nextText());
                }
            }
            for (int i = 0; i < messages; i++) {
                assertThat(received.get(i)).isEqualTo("4" + i);
            }
        }
    }
}
