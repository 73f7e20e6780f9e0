package ee.socketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RecoveringAdapterTest {
    private final AtomicLong clock = new AtomicLong();
    private final Recovery recovery = new Recovery(
            new Recovery.Limits(Duration.ofMinutes(2), Duration.ofSeconds(45), 100_000, 50_000), "abcdef", clock::get);
    private final RecoveringAdapter adapter = new RecoveringAdapter(new FakeHost("/"), recovery);

    private static Emission event(String json) {
        return new Emission("/", json, List.of(), false, true);
    }

    private static StoredSession session(String... rooms) {
        return new StoredSession("pid", "sid", Set.of(rooms), Map.of(), Optional.empty(), "0.abcdef");
    }

    /** Sends from another thread, as code of the application may do and wait for. */
    private void sendElsewhere(List<String> notes, String note) {
        try {
            CompletableFuture.runAsync(() -> adapter.broadcast(event("[\"x\"]"), Target.EVERYONE))
                    .get(5, TimeUnit.SECONDS);
            notes.add(note);
        } catch (Exception e) {
            notes.add(note + ": " + e);
        }
    }

    @Test
    void listenersOfRoomsMayWaitForOthersWhoSend() {
        List<String> notes = new ArrayList<>();
        adapter.listen(new RoomListener() {
            @Override
            public void joined(String room, String id) {
                sendElsewhere(notes, room);
            }
        });

        adapter.add(new FakeMember("one"));
        adapter.addRestored(new FakeMember("sid"), session("sid", "r"));

        assertThat(notes).containsExactly("one", "sid", "r");
    }

    @Test
    void whatIsSentWhileSomethingIsBeingHandedOverFollows() {
        // In the order in which a broadcast reaches them.
        Member answering = new AnsweringMember("1");
        FakeMember other = new FakeMember("2");
        adapter.add(answering);
        adapter.add(other);

        adapter.broadcast(event("[\"question\"]"), Target.EVERYONE);

        assertThat(other.emissions).extracting(Emission::json).containsExactly("[\"question\"]", "[\"answer\"]");
    }

    /** Sends in the midst of being sent to. */
    private final class AnsweringMember extends FakeMember {
        AnsweringMember(String id) {
            super(id);
        }

        @Override
        public void deliver(Emission emission) {
            if (emission.json().contains("question")) {
                adapter.broadcast(event("[\"answer\"]"), Target.EVERYONE);
            }
        }
    }

    @Test
    void sessionThatIsStoredAgainCountsOnceAndLastsAnew() {
        adapter.persistSession(session("sid", "a", "b"));
        adapter.persistSession(session("sid"));
        long once = recovery.bytes();
        adapter.persistSession(session("sid"));
        assertThat(recovery.bytes()).isEqualTo(once);

        clock.addAndGet(Duration.ofSeconds(100).toNanos());
        adapter.persistSession(session("sid"));
        clock.addAndGet(Duration.ofSeconds(100).toNanos());
        recovery.purge();

        assertThat(adapter.restoreSession("pid", Optional.empty(), Optional.empty())
                        .toCompletableFuture()
                        .join())
                .isPresent();
        assertThat(recovery.bytes()).isZero();
    }

    /** The oldest go first, and one that is stored again is the newest. */
    @Test
    void sessionThatIsStoredAgainDoesNotGoFirst() {
        adapter.persistSession(session("sid"));
        clock.addAndGet(Duration.ofSeconds(10).toNanos());
        adapter.persistSession(
                new StoredSession("older", "other", Set.of("other"), Map.of(), Optional.empty(), "0.abcdef"));
        clock.addAndGet(Duration.ofSeconds(100).toNanos());
        adapter.persistSession(session("sid"));

        clock.addAndGet(Duration.ofSeconds(30).toNanos());
        long both = recovery.bytes();
        recovery.purge();

        assertThat(recovery.bytes()).isPositive().isLessThan(both);
    }
}
