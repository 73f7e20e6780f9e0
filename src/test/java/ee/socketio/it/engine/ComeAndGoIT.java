package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Clients that come and go in every state of the handshake leave nothing behind: mrniko #868, CometD #1716, #674. Heap
 * is told and not asserted, for Tomcat keeps buffers for as many connections as it has ever had at once; that no session
 * can be reached is asserted instead. {@code -Dcycles=100000} is for a night; the default fits into a build.
 */
final class ComeAndGoIT {
    private static final int CYCLES = Integer.getInteger("cycles", 2_000);

    /**
     * A thread of Tomcat's may hold the last request it has served. And of WebSockets that are reset while their first
     * frame is being read, Tomcat 10.1 forgets some in its list of waiting processors (1 to 2 % of them), when another
     * thread closes them at that moment.
     */
    private static final int MOST_REMEMBERED = EngineTomcat.THREADS + CYCLES / 20;

    private static EngineTomcat tomcat;

    @BeforeAll
    static void start() {
        EngineTomcat.Settings settings = new EngineTomcat.Settings();
        settings.pingInterval = Duration.ofMillis(1500);
        settings.pingTimeout = Duration.ofMillis(1500);
        tomcat = settings.start();
    }

    @AfterAll
    static void stop() {
        tomcat.close();
    }

    private interface Visit {
        void make() throws Exception;
    }

    private static void repeat(Visit visit) throws Exception {
        long start = System.nanoTime();
        run(visit, CYCLES);
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        awaitTheLastToGo();
        System.out.println(CYCLES + " visits in " + millis + " ms, sessions held: " + tomcat.remembered() + ", heap: "
                + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / (1 << 20) + " MiB");
        assertThat(tomcat.engine().sessions()).isEmpty();
        assertThat(tomcat.connections()).isLessThanOrEqualTo(0);
        assertThat(tomcat.remembered()).isLessThanOrEqualTo(MOST_REMEMBERED);
    }

    private static void run(Visit visit, int times) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> half = threads.submit(() -> {
                for (int i = 0; i < times / 2; i++) {
                    visit.make();
                }
                return null;
            });
            for (int i = 0; i < times / 2; i++) {
                visit.make();
            }
            half.get();
        } finally {
            threads.shutdown();
        }
    }

    private static void awaitTheLastToGo() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        do {
            Thread.sleep(50);
            System.gc();
        } while (isSomebodyLeft() && System.nanoTime() < deadline);
    }

    private static boolean isSomebodyLeft() {
        return !tomcat.engine().sessions().isEmpty()
                || tomcat.connections() > 0
                || tomcat.remembered() > EngineTomcat.THREADS;
    }

    @Test
    void beforeTheRequestIsComplete() throws Exception {
        repeat(() -> new RawPeer(tomcat.base())
                .send("GET /socket.io/?EIO=4&transport=webs")
                .reset());
    }

    @Test
    void withTheHandshakeUnread() throws Exception {
        repeat(() -> new RawPeer(tomcat.base())
                .request("GET", "EIO=4&transport=polling", "", "")
                .reset());
    }

    @Test
    void withAParkedGet() throws Exception {
        repeat(() -> {
            RawPeer peer = new RawPeer(tomcat.base());
            String sid = peer.get("EIO=4&transport=polling").sid();
            peer.request("GET", "EIO=4&transport=polling&sid=" + sid, "", "").reset();
        });
    }

    @Test
    void withinAPost() throws Exception {
        repeat(() -> {
            RawPeer peer = new RawPeer(tomcat.base());
            String sid = peer.get("EIO=4&transport=polling").sid();
            peer.request("POST", "EIO=4&transport=polling&sid=" + sid, "Content-Length: 9\r\n", "4x")
                    .reset();
        });
    }

    @Test
    void withTheUpgradeUnread() throws Exception {
        repeat(() -> new RawPeer(tomcat.base())
                .request("GET", "EIO=4&transport=websocket", RawWebSocket.UPGRADE, "")
                .reset());
    }

    @Test
    void withAnOpenWebSocket() throws Exception {
        repeat(() -> RawWebSocket.session(tomcat.base(), "EIO=4").peer().reset());
    }

    @Test
    void withinAProbe() throws Exception {
        repeat(() -> {
            try (RawPeer peer = new RawPeer(tomcat.base())) {
                String sid = peer.get("EIO=4&transport=polling").sid();
                RawWebSocket.open(tomcat.base(), "EIO=4&transport=websocket&sid=" + sid)
                        .text("2probe")
                        .peer()
                        .reset();
                peer.post("EIO=4&transport=polling&sid=" + sid, "1");
            }
        });
    }

    @Test
    void rightBehindTheUpgrade() throws Exception {
        repeat(() -> {
            try (RawPeer peer = new RawPeer(tomcat.base())) {
                String sid = peer.get("EIO=4&transport=polling").sid();
                RawWebSocket webSocket = RawWebSocket.open(tomcat.base(), "EIO=4&transport=websocket&sid=" + sid);
                webSocket.text("2probe").nextText();
                webSocket.text("5").peer().reset();
            }
        });
    }
}
