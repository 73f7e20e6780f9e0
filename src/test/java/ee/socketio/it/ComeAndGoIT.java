package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Clients that vanish in every state of a connection leave nothing behind: mrniko/netty-socketio #868, CometD #1716 and
 * #674. {@code -Dcycles=12500} makes it a hundred thousand and more; the default fits into a build.
 */
class ComeAndGoIT {
    private static final int CYCLES = Integer.getInteger("cycles", 2_000);
    private static final String POLLING = "EIO=4&transport=polling";
    private static final String WEBSOCKET = "EIO=4&transport=websocket";

    /** Of each client there is one of these, or several, and none without a client. */
    private static final String[] A_CLIENTS = {
        "ee.socketio.engine.EngineSession",
        "ee.socketio.engine.UpgradeProbe",
        "ee.socketio.engine.servlet.PollExchange",
        "ee.socketio.engine.servlet.PollingTransport",
        "ee.socketio.engine.servlet.PostExchange",
        "ee.socketio.engine.websocket.WebSocketTransport",
        "ee.socketio.engine.Sweeper$Watch",
        "ee.socketio.server.PendingAck",
        "ee.socketio.server.ServerSocket",
        "ee.socketio.server.SocketConnection"
    };

    private static ServerProcess server;

    /** In which state a client vanishes. */
    private enum State {
        BEFORE_THE_REQUEST_IS_COMPLETE {
            @Override
            void reach(RawPeer peer) throws IOException {
                peer.send("GET /socket.io/?EIO=4&tr");
            }
        },
        WITH_THE_HANDSHAKE_UNREAD {
            @Override
            void reach(RawPeer peer) throws IOException {
                peer.get(POLLING);
            }
        },
        WITH_A_PARKED_GET {
            @Override
            void reach(RawPeer peer) throws IOException {
                peer.get(POLLING + "&sid=" + peer.get(POLLING).answer().sid());
            }
        },
        WITHIN_A_POST {
            @Override
            void reach(RawPeer peer) throws IOException {
                String sid = peer.get(POLLING).answer().sid();
                peer.request("POST", POLLING + "&sid=" + sid, "40/dc", "Content-Length: 11");
            }
        },
        WITH_THE_UPGRADE_UNREAD {
            @Override
            void reach(RawPeer peer) throws IOException {
                peer.upgrade(WEBSOCKET);
            }
        },
        WITH_AN_OPEN_WEBSOCKET {
            @Override
            void reach(RawPeer peer) throws IOException {
                peer.upgrade(WEBSOCKET).answer();
                peer.frame();
            }
        },
        WITHIN_A_PROBE {
            @Override
            void reach(RawPeer peer) throws IOException {
                try (RawPeer webSocket = new RawPeer(server.base())) {
                    String sid = peer.get(POLLING).answer().sid();
                    webSocket.upgrade(WEBSOCKET + "&sid=" + sid).answer();
                    webSocket.frame("2probe").frame();
                    webSocket.abort();
                }
            }
        },
        RIGHT_BEHIND_THE_UPGRADE {
            @Override
            void reach(RawPeer peer) throws IOException {
                try (RawPeer polling = new RawPeer(server.base())) {
                    String sid = polling.get(POLLING).answer().sid();
                    peer.upgrade(WEBSOCKET + "&sid=" + sid).answer();
                    peer.frame("2probe").frame();
                    peer.frame("5");
                }
            }
        },
        WHILE_JOINING {
            @Override
            void reach(RawPeer peer) throws IOException {
                WITH_AN_OPEN_WEBSOCKET.reach(peer);
                peer.frame("40/conformance,");
            }
        },
        WITH_AN_EVENT_UNDER_WAY {
            @Override
            void reach(RawPeer peer) throws IOException {
                join(peer);
                peer.frame("42/conformance,1[\"flood\",1,10]");
            }
        },
        WITH_ATTACHMENTS_OUTSTANDING {
            @Override
            void reach(RawPeer peer) throws IOException {
                join(peer);
                peer.frame("451-/conformance,[\"binary\",{\"_placeholder\":true,\"num\":0}]");
            }
        },
        WITH_A_QUESTION_UNANSWERED {
            @Override
            void reach(RawPeer peer) throws IOException {
                join(peer);
                peer.frame("42/conformance,[\"ask_nobody\"]").frame();
            }
        };

        abstract void reach(RawPeer peer) throws IOException;

        private static void join(RawPeer peer) throws IOException {
            WITH_AN_OPEN_WEBSOCKET.reach(peer);
            peer.frame("40/conformance,").frame();
            // The connect handler says welcome.
            peer.frame();
        }
    }

    @BeforeAll
    static void start() {
        server = ServerProcess.executableWar(
                Wars.fileWithBeans(),
                "--socketio.ping-interval=1s",
                "--socketio.ping-timeout=1s",
                // Deadlines are forgotten when they are due, also those that were cancelled.
                "--socketio.connect-timeout=3s",
                "--socketio.upgrade-timeout=3s",
                "--socketio.ack-timeout=3s");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void clientsThatVanishInAnyStateLeaveNothingBehind() throws Exception {
        fillTomcatsCaches();
        makeVisits(Math.max(500, CYCLES / 10));
        LiveObjects.awaitNone(server, A_CLIENTS);
        Map<String, Long> before = LiveObjects.bytes(server);
        int log = server.logSize();

        long start = System.nanoTime();
        makeVisits(CYCLES);
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        LiveObjects.awaitNone(server, A_CLIENTS);
        Map<String, Long> after = LiveObjects.bytes(server);

        System.out.println(CYCLES * State.values().length + " visits in " + seconds + " s, live heap before: "
                + sum(before) + " bytes, after: " + sum(after) + " bytes");
        assertThat(sum(after))
                .as("bytes that are reachable; what has grown: %s", growth(before, after))
                .isLessThan(sum(before) * 102 / 100);
        assertThat(server.logFrom(log)).noneMatch(line -> line.contains("SEVERE") || line.startsWith("\tat "));
    }

    /** Tomcat keeps the processors, with their buffers, of up to 200 connections that were open at the same time. */
    private static void fillTomcatsCaches() throws IOException {
        List<RawPeer> crowd = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            crowd.add(new RawPeer(server.base()).send("GET /socket.io/?"));
        }
        for (RawPeer peer : crowd) {
            peer.send("EIO=4 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .answer();
            peer.close();
        }
    }

    private static long sum(Map<String, Long> bytes) {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<String> growth(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> growth = new HashMap<>(after);
        before.forEach((type, bytes) -> growth.merge(type, -bytes, Long::sum));
        return growth.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(20)
                .map(type -> type.getKey() + " " + type.getValue())
                .toList();
    }

    private static void makeVisits(int each) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            Stream<Callable<Void>> visits = Stream.generate(List.of(State.values())::stream)
                    .limit(each)
                    .flatMap(states -> states.map(state -> () -> {
                        visit(state);
                        return null;
                    }));
            for (Future<Void> visit : clients.invokeAll(visits.toList())) {
                visit.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private static void visit(State state) throws IOException {
        RawPeer peer = new RawPeer(server.base());
        try {
            state.reach(peer);
            peer.abort();
        } catch (EOFException | SocketException closedByTheServer) {
            peer.close();
        }
    }
}
