package ee.socketio.it.websocketd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The scenarios on Debian's websocketd (0.4.1): they have to say what is true of it. */
final class ReferenceWebsocketdIT extends WebsocketdScenarios {
    @Override
    public List<String> command() {
        return List.of("websocketd");
    }

    /** It signals the program alone. */
    @Override
    void endOf(long child) {
        ProcessHandle left = ProcessHandle.of(child).orElseThrow();
        assertThat(left.isAlive()).isTrue();
        left.destroyForcibly();
    }

    @Override
    int codeOf(String end) {
        return Peer.ABNORMAL;
    }
}
