package ee.socketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LocalAdapterTest {
    private final LocalAdapter adapter = new LocalAdapter(new FakeHost("/"));

    private static Target room(String name) {
        return Target.EVERYONE.to(name);
    }

    @Test
    void memberIsInItsOwnRoomAndThoseItJoined() {
        Member member = new FakeMember("m");
        adapter.add(member);
        adapter.join(member, Set.of("a", "b", "m"));

        assertThat(adapter.socketRooms(member)).containsExactlyInAnyOrder("m", "a", "b");
        assertThat(adapter.members(room("m"))).containsExactly(member);
        assertThat(adapter.member("m")).contains(member);
        assertThat(adapter.remove(member)).containsExactlyInAnyOrder("m", "a", "b");
        assertThat(adapter.remove(member)).isEmpty();
        assertThat(adapter.members(Target.EVERYONE)).isEmpty();
    }

    @Test
    void whoIsNoMemberCannotJoin() {
        Member member = new FakeMember("m");
        adapter.join(member, Set.of("a"));
        adapter.leave(member, Set.of("a"));

        assertThat(adapter.socketRooms(member)).isEmpty();
        assertThat(adapter.members(room("a"))).isEmpty();
    }

    /** mrniko/netty-socketio#966: whoever goes while another thread makes it join leaves nothing behind. */
    @Test
    void nobodyIsLeftInARoomAfterJoiningAndLeavingAtTheSameTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 2_000; i++) {
            Member member = new FakeMember("m" + i);
            adapter.add(member);
            threads.execute(() -> adapter.join(member, Set.of("a", "b")));
            threads.execute(() -> adapter.remove(member));
            threads.execute(() -> adapter.join(member, Set.of("a", "c")));
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

        for (String name : List.of("a", "b", "c")) {
            assertThat(adapter.members(room(name))).as(name).isEmpty();
        }
        assertThat(adapter.members(Target.EVERYONE)).isEmpty();
    }

    @Test
    void roomEventsAreFiredOnlyOnRealChanges() {
        List<String> events = new ArrayList<>();
        adapter.listen(new RoomListener() {
            @Override
            public void created(String room) {
                events.add("create " + room);
            }

            @Override
            public void joined(String room, String id) {
                events.add("join " + room + " " + id);
            }

            @Override
            public void left(String room, String id) {
                events.add("leave " + room + " " + id);
            }

            @Override
            public void deleted(String room) {
                events.add("delete " + room);
            }
        });
        Member one = new FakeMember("1");
        Member two = new FakeMember("2");

        adapter.add(one);
        adapter.join(one, Set.of("a"));
        adapter.join(one, Set.of("a"));
        adapter.add(two);
        adapter.join(two, Set.of("a"));
        assertThat(events)
                .containsExactly("create 1", "join 1 1", "create a", "join a 1", "create 2", "join 2 2", "join a 2");

        events.clear();
        adapter.leave(one, Set.of("a"));
        adapter.leave(one, Set.of("a", "b"));
        adapter.remove(two);
        adapter.remove(two);
        adapter.remove(one);
        assertThat(events)
                .containsExactly(
                        "leave a 1", "leave a 2", "delete a", "leave 2 2", "delete 2", "leave 1 1", "delete 1");
    }

    @Test
    void roomOfAnotherExistsAsLongAsSomebodyIsInIt() {
        List<String> events = new ArrayList<>();
        Member one = new FakeMember("1");
        Member two = new FakeMember("2");
        adapter.add(one);
        adapter.listen(new RoomListener() {
            @Override
            public void created(String room) {
                events.add("create " + room);
            }

            @Override
            public void deleted(String room) {
                events.add("delete " + room);
            }
        });

        adapter.add(two);
        adapter.join(two, Set.of("1"));
        adapter.remove(one);
        assertThat(events).containsExactly("create 2");
        adapter.leave(two, Set.of("1"));

        assertThat(events).containsExactly("create 2", "delete 1");
    }

    @Test
    void listenerOfRoomsThatThrowsDisturbsNobody() {
        List<String> rooms = new ArrayList<>();
        adapter.listen(new RoomListener() {
            @Override
            public void created(String room) {
                throw new IllegalStateException(room);
            }
        });
        adapter.listen(new RoomListener() {
            @Override
            public void created(String room) {
                rooms.add(room);
            }
        });

        adapter.add(new FakeMember("m"));

        assertThat(rooms).containsExactly("m");
        assertThat(adapter.member("m")).isPresent();
    }

    @Test
    void viewsShowRoomsAndSids() {
        Member one = new FakeMember("1");
        Member two = new FakeMember("2");
        adapter.add(one);
        adapter.add(two);
        adapter.join(one, Set.of("a"));
        adapter.join(two, Set.of("a", "1"));

        assertThat(adapter.rooms()).isEqualTo(Map.of("1", Set.of("1", "2"), "2", Set.of("2"), "a", Set.of("1", "2")));
        assertThat(adapter.sids()).isEqualTo(Map.of("1", Set.of("1", "a"), "2", Set.of("2", "a", "1")));
    }

    @Test
    void oneProcessIsTheWholeCluster() {
        assertThat(adapter.init()).isCompleted();
        assertThat(adapter.serverCount()).isCompletedWithValue(1);
        assertThat(adapter.restoreSession("pid", Optional.empty(), Optional.empty()))
                .isCompletedWithValue(Optional.empty());
    }
}
