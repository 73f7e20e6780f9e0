package ee.socketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LocalAdapterTest {
    private final LocalAdapter adapter = new LocalAdapter();

    record FakeMember(String id) implements Member {
        @Override
        public void deliver(Emission emission) {}
    }

    private static Target room(String name) {
        return Target.EVERYONE.to(name);
    }

    @Test
    void memberIsInItsOwnRoomAndThoseItJoined() {
        Member member = new FakeMember("m");
        adapter.add(member);
        adapter.join(member, Set.of("a", "b", "m"));

        assertThat(adapter.rooms(member)).containsExactlyInAnyOrder("m", "a", "b");
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

        assertThat(adapter.rooms(member)).isEmpty();
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
}
