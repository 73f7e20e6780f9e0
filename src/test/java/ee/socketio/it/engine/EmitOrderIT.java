package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineSession;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads send over one WebSocket of Tomcat's, which takes one message at a time: Mojarra #4136, OmniFaces #234. */
final class EmitOrderIT {
    private static EchoTomcat tomcat;

    @BeforeAll
    static void start() {
        tomcat = new EchoTomcat();
    }

    @AfterAll
    static void stop() {
        tomcat.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void eachThreadsOrderIsKept(int threads) throws InterruptedException {
        int each = 16_000 / threads;
        try (RawWebSocket webSocket = RawWebSocket.session(tomcat.base(), "EIO=4")) {
            EngineSession session = tomcat.session(webSocket.sid());
            List<Thread> senders = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String name = (char) ('a' + thread) + ":";
                Thread sender = new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        session.send(Echoes.message(name + i));
                    }
                });
                senders.add(sender);
                sender.start();
            }
            int[] next = new int[threads];
            for (int i = 0; i < threads * each; i++) {
                String frame = webSocket.nextText();
                int thread = frame.charAt(1) - 'a';
                assertThat(frame).isEqualTo("4" + (char) ('a' + thread) + ":" + next[thread]);
                next[thread]++;
            }
            assertThat(next).containsOnly(each);
            for (Thread sender : senders) {
                sender.join();
            }
        }
    }
}
