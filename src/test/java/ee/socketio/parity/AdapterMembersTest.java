package ee.socketio.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Socket;
import ee.socketio.adapter.Acknowledgements;
import ee.socketio.adapter.Adapter;
import ee.socketio.adapter.AdapterFactory;
import ee.socketio.adapter.AdapterHost;
import ee.socketio.adapter.Answer;
import ee.socketio.adapter.Emission;
import ee.socketio.adapter.LinkedAdapter;
import ee.socketio.adapter.Member;
import ee.socketio.adapter.RecoveringAdapter;
import ee.socketio.adapter.Recovery;
import ee.socketio.adapter.RoomListener;
import ee.socketio.adapter.StoredSession;
import ee.socketio.adapter.Target;
import ee.socketio.testkit.FakeClient;
import ee.socketio.testkit.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the official server's adapters offer, one member a test; as an adapter of the application's own sees it. */
final class AdapterMembersTest {
    private static final Recovery.Limits LIMITS =
            new Recovery.Limits(Duration.ofMinutes(2), Duration.ofSeconds(45), 100_000, 50_000);
    private static final Target ROOM = Target.EVERYONE.to("room");

    private final List<String> notes = new ArrayList<>();
    private Adapter adapter;
    private final TestServer server = new TestServer(TestServer.recovering(LIMITS, true), host -> {
        adapter = new Noting(host);
        return adapter;
    });
    private final FakeClient client = server.client();
    private final Socket socket = client.joins("/");

    /** The adapter of an application. */
    private final class Noting extends RecoveringAdapter {
        Noting(AdapterHost host) {
            super(host, host.recovery().orElseThrow());
        }

        @Override
        public CompletionStage<Void> init() {
            notes.add("init " + host().namespace());
            return super.init();
        }

        @Override
        public void close() {
            notes.add("close " + host().namespace());
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Member member() {
        return adapter.member(socket.id()).orElseThrow();
    }

    private static Emission event() {
        return new Emission("/", "[\"x\",1]", List.of(), false, true);
    }

    @Test
    void rooms() {
        socket.join("room");

        assertThat(adapter.rooms()).isEqualTo(Map.of("room", Set.of(socket.id()), socket.id(), Set.of(socket.id())));
    }

    @Test
    void sids() {
        socket.join("room");

        assertThat(adapter.sids()).isEqualTo(Map.of(socket.id(), Set.of(socket.id(), "room")));
    }

    @Test
    void init() {
        server.server.of("/chat");

        assertThat(notes).containsExactly("init /", "init /chat");
    }

    @Test
    void closed() {
        server.close();

        assertThat(notes).containsExactly("init /", "close /");
    }

    @Test
    void serverCount() {
        assertThat(adapter.serverCount()).isCompletedWithValue(1);
    }

    @Test
    void addAll() {
        adapter.join(member(), Set.of("room", "hall"));

        assertThat(socket.rooms()).containsExactlyInAnyOrder(socket.id(), "room", "hall");
    }

    @Test
    void del() {
        socket.join("room");

        adapter.leave(member(), Set.of("room"));

        assertThat(socket.rooms()).containsExactly(socket.id());
    }

    @Test
    void delAll() {
        socket.join("room");

        assertThat(adapter.remove(member())).containsExactlyInAnyOrder(socket.id(), "room");
        assertThat(adapter.rooms()).isEmpty();
    }

    @Test
    void broadcast() {
        socket.join("room");

        adapter.broadcast(event(), ROOM);
        adapter.broadcast(event(), Target.EVERYONE.except("room"));

        assertThat(client.messages()).singleElement().asString().startsWith("2[\"x\",1");
    }

    @Test
    void broadcastWithAck() {
        socket.join("room");

        adapter.broadcastWithAck(event(), ROOM, new Acknowledgements() {
            @Override
            public void expect(int more) {
                notes.add("expect " + more);
            }

            @Override
            public void allExpected() {
                notes.add("all expected");
            }

            @Override
            public void received(Answer answer) {
                notes.add("answer " + answer.values().json());
            }

            @Override
            public void abandoned() {
                notes.add("abandoned");
            }

            @Override
            public void whenSettled(Runnable action) {}
        });
        client.sends("30[\"yes\"]");

        assertThat(notes).containsExactly("init /", "expect 1", "all expected", "answer [\"yes\"]");
    }

    @Test
    void sockets() {
        socket.join("room");
        server.client().joins("/");

        assertThat(adapter.members(ROOM)).containsExactly(member());
        assertThat(adapter.members(Target.EVERYONE)).hasSize(2);
    }

    @Test
    void socketRooms() {
        socket.join("room");

        assertThat(adapter.socketRooms(member())).containsExactlyInAnyOrder(socket.id(), "room");
    }

    @Test
    void fetchSockets() {
        socket.join("room");
        socket.data().put("name", "duke");

        assertThat(adapter.fetchSockets(ROOM).toCompletableFuture().join())
                .singleElement()
                .satisfies(remote -> {
                    assertThat(remote.id()).isEqualTo(socket.id());
                    assertThat(remote.data()).isEqualTo(Map.of("name", "duke"));
                });
    }

    @Test
    void addSockets() {
        adapter.addSockets(Target.EVERYONE, Set.of("room"));

        assertThat(socket.rooms()).contains("room");
    }

    @Test
    void delSockets() {
        socket.join("room");

        adapter.delSockets(Target.EVERYONE, Set.of("room"));

        assertThat(socket.rooms()).containsExactly(socket.id());
    }

    @Test
    void disconnectSockets() {
        socket.join("room");

        adapter.disconnectSockets(ROOM, false);

        assertThat(socket.connected()).isFalse();
        assertThat(client.messages()).containsExactly("1");
    }

    @Test
    void serverSideEmit() {
        LinkedAdapter.Wire wire = new LinkedAdapter.Wire();
        AdapterFactory remembering = host -> adapter = wire.server().create(host);
        try (TestServer near = new TestServer(TestServer.OPTIONS, remembering);
                TestServer far = new TestServer(TestServer.OPTIONS, wire.server())) {
            near.server.on("x", event -> notes.add("near"));
            far.server.on("x", event -> notes.add("far"));

            adapter.serverSideEmit(event(), Optional.empty());
            wire.run();
            near.run();
            far.run();

            assertThat(notes).containsExactly("init /", "far");
        }
    }

    @Test
    void persistSession() {
        adapter.persistSession(session());

        assertThat(restored("pid").orElseThrow().sid()).isEqualTo("sid");
    }

    private static StoredSession session() {
        return new StoredSession("pid", "sid", Set.of("sid", "room"), Map.of(), Optional.empty(), "0");
    }

    @Test
    void restoreSession() {
        adapter.persistSession(session());

        assertThat(restored("unknown")).isEmpty();
        assertThat(restored("pid").orElseThrow().rooms()).containsExactlyInAnyOrder("sid", "room");
        assertThat(restored("pid")).as("once").isEmpty();
    }

    private Optional<StoredSession> restored(String pid) {
        return adapter.restoreSession(pid, Optional.empty(), Optional.empty())
                .toCompletableFuture()
                .join();
    }

    @Test
    void createRoom() {
        adapter.listen(new RoomListener() {
            @Override
            public void created(String room) {
                notes.add("create " + room);
            }
        });

        socket.join("room");
        socket.join("room");

        assertThat(notes).containsExactly("init /", "create room");
    }

    @Test
    void joinRoom() {
        adapter.listen(new RoomListener() {
            @Override
            public void joined(String room, String id) {
                notes.add("join " + room + " " + id.equals(socket.id()));
            }
        });

        socket.join("room");
        socket.join("room");

        assertThat(notes).containsExactly("init /", "join room true");
    }

    @Test
    void leaveRoom() {
        socket.join("room");
        adapter.listen(new RoomListener() {
            @Override
            public void left(String room, String id) {
                notes.add("leave " + room + " " + id.equals(socket.id()));
            }
        });

        socket.leave("room");
        socket.leave("room");

        assertThat(notes).containsExactly("init /", "leave room true");
    }

    @Test
    void deleteRoom() {
        socket.join("room");
        adapter.listen(new RoomListener() {
            @Override
            public void deleted(String room) {
                notes.add("delete " + room);
            }
        });

        socket.leave("room");
        socket.leave("room");

        assertThat(notes).containsExactly("init /", "delete room");
    }
}
