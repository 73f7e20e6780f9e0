package example.chat;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Arguments;
import ee.socketio.ConnectionRefused;
import ee.socketio.testkit.InProcessClient;
import ee.socketio.testkit.InProcessServer;
import ee.socketio.testkit.Received;
import example.chat.Chat.Login;
import example.chat.Chat.Problem;
import example.chat.Chat.View;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChatTest {
    private final InProcessServer server = InProcessServer.of(Chat.class, Guests.class, Rooms.class);

    @AfterEach
    void close() {
        server.close();
    }

    private InProcessClient guest(String name) {
        return server.client().auth(new Login(name, "key of " + name)).connect("/chat");
    }

    private static View join(InProcessClient client, String room, long seen) {
        View view = client.call("join", room, seen).get(0, View.class);
        client.received();
        return view;
    }

    private static List<String> texts(InProcessClient client, String event) {
        return client.received().stream()
                .filter(received -> received.name().equals(event))
                .map(Received::args)
                .map(args -> args.get(args.size() - 1, Line.class))
                .map(line -> line.from() + ": " + line.text())
                .toList();
    }

    private static String problem(Arguments answer) {
        return answer.get(0, Problem.class).problem();
    }

    @Test
    void everybodyInTheRoomReadsWhatIsSaid() {
        InProcessClient ann = guest("Ann");
        InProcessClient bob = guest("Bob");
        InProcessClient eve = guest("Eve");
        join(ann, "Lobby", 0);
        assertThat(join(bob, "Lobby", 0).people()).containsExactly("Ann", "Bob");
        join(eve, "Music", 0);

        ann.call("say", " hello ");

        assertThat(texts(ann, "said")).containsExactly("Ann: hello");
        assertThat(texts(bob, "said")).containsExactly("Ann: hello");
        assertThat(eve.received()).isEmpty();
    }

    @Test
    void whisperReachesOneGuestInWhateverRoom() {
        InProcessClient ann = guest("Ann");
        InProcessClient bob = guest("Bob");
        join(bob, "Music", 0);

        assertThat(ann.call("whisper", "Bob", "psst").get(0, Line.class).text()).isEqualTo("psst");
        assertThat(problem(ann.call("whisper", "Eve", "psst"))).isEqualTo("Eve is not here");

        assertThat(texts(bob, "whispered")).containsExactly("Ann: psst");
    }

    @Test
    void othersSeeWhoIsTyping() {
        InProcessClient ann = guest("Ann");
        InProcessClient bob = guest("Bob");
        join(ann, "Lobby", 0);
        join(bob, "Lobby", 0);
        ann.received();

        ann.emit("typing");

        assertThat(bob.next().args().get(0, String.class)).isEqualTo("Ann");
        assertThat(ann.received()).isEmpty();
    }

    @Test
    void whoComesBackKeepsTheNameAndReadsWhatWasMissed() {
        InProcessClient ann = guest("Ann");
        InProcessClient bob = guest("Bob");
        join(ann, "Lobby", 0);
        join(bob, "Lobby", 0);
        ann.call("say", "one");
        long seen = join(bob, "Lobby", 0).lines().get(0).id();
        bob.fallSilent();
        ann.call("say", "two");

        InProcessClient back = guest("Bob");

        assertThat(bob.isConnected()).isFalse();
        assertThat(join(back, "Lobby", seen).lines()).extracting(Line::text).containsExactly("two");
        assertThat(join(ann, "Lobby", seen).people()).containsExactly("Ann", "Bob");
    }

    @Test
    void nameBelongsToOnePage() {
        guest("Ann");
        InProcessClient other =
                server.client().auth(new Login("Ann", "another key")).connect("/chat");

        assertThat(other.refusal())
                .get()
                .extracting(ConnectionRefused::getMessage)
                .isEqualTo("Somebody called Ann is here already.");
        assertThat(guest("  ").refusal())
                .get()
                .extracting(ConnectionRefused::getMessage)
                .isEqualTo("A name has 1 to 24 characters.");
    }

    @Test
    void guestWhoLeavesIsNotThereAnyMore() {
        InProcessClient ann = guest("Ann");
        InProcessClient bob = guest("Bob");
        join(ann, "Lobby", 0);
        join(bob, "Lobby", 0);
        ann.received();

        bob.close();

        assertThat(ann.next().args().json(1)).isEqualTo("[\"Ann\"]");
        assertThat(guest("Bob").isConnected()).isTrue();
    }

    @Test
    void mistakeIsAnsweredWithASentence() {
        InProcessClient ann = guest("Ann");

        assertThat(problem(ann.call("say", "hello"))).isEqualTo("Join a room first.");
        join(ann, "Lobby", 0);
        assertThat(problem(ann.call("say", ""))).isEqualTo("A message has 1 to 2000 characters.");
    }
}
