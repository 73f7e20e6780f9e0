package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Atmosphere #1053, #1756: an application that was taken away left threads behind, and with them all its classes. The
 * Tomcat is in this JVM, so what is left can be seen.
 */
@ExtendWith(ArquillianExtension.class)
class TomcatRedeployIT {
    private static final String NAME = "redeployed";

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = NAME, managed = false, testable = false)
    static WebArchive war() {
        return Wars.archive(NAME + ".war");
    }

    @Test
    void undeployingLeavesNoThreadAndNoClassLoader() throws Exception {
        for (int round = 0; round < 2; round++) {
            deployer.deploy(NAME);
            WeakReference<ClassLoader> application =
                    new WeakReference<>(ownThreads().get(0).getContextClassLoader());
            use();
            deployer.undeploy(NAME);

            assertThat(ownThreads()).isEmpty();
            awaitCollected(application);
        }
    }

    /** Leaves a parked poll, a websocket and a namespace joined by each. */
    private static void use() throws Exception {
        URI base = URI.create("http://127.0.0.1:28010/" + NAME + "/");
        PollingPeer polling = PollingPeer.joined(base);
        try (RawPeer poll = new RawPeer(base);
                RawPeer websocket = new RawPeer(base)) {
            poll.get("EIO=4&transport=polling&sid=" + polling.sid());
            assertThat(websocket.upgrade("EIO=4&transport=websocket").answer().status())
                    .isEqualTo(101);
            assertThat(websocket.frame()).startsWith("0{");
            assertThat(websocket.frame("40/dcenter,").frame()).startsWith("40/dcenter,{");
            websocket.frame("42/dcenter,1[\"my_event\",{\"data\":\"x\"}]");
            assertThat(websocket.frame()).startsWith("42/dcenter,[\"my_response\"");
            assertThat(websocket.frame()).isEqualTo("43/dcenter,1[]");
        }
    }

    private static List<Thread> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("socketio-"))
                .toList();
    }

    private static void awaitCollected(WeakReference<ClassLoader> application) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (application.get() != null && System.nanoTime() < end) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(application.get())
                .as("the class loader that is still reachable")
                .isNull();
    }
}
