package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that is taken away while programs run. The Tomcat is in this JVM, so what is left can be seen. */
@ExtendWith(ArquillianExtension.class)
class TomcatProgramRedeployIT {
    private static final String NAME = "programs";
    private static final int CLIENTS = 2;

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = NAME, managed = false, testable = false)
    static WebArchive war() {
        return ConfiguredProgram.addTo(Wars.archive(NAME + ".war"));
    }

    @Test
    void undeployingEndsProgramsAndLeavesNoThreadAndNoDescriptor() throws Exception {
        long before = 0;
        for (int round = 0; round < 2; round++) {
            deployer.deploy(NAME);
            HttpClient client = HttpClient.newHttpClient();
            List<ConfiguredProgram.Received> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                ConfiguredProgram.Received received = new ConfiguredProgram.Received();
                WebSocket unused = client.newWebSocketBuilder()
                        .buildAsync(URI.create("ws://127.0.0.1:28010/" + NAME + "/programs/echo"), received)
                        .get(10, TimeUnit.SECONDS);
                assertThat(received.next()).isEqualTo("/programs/echo ");
                clients.add(received);
            }
            assertThat(ProcessHandle.current().children()).hasSize(CLIENTS);

            deployer.undeploy(NAME);

            assertThat(ProcessHandle.current().descendants()).isEmpty();
            assertThat(ownThreads()).isEmpty();
            for (ConfiguredProgram.Received received : clients) {
                assertThat(received.next()).isEqualTo("(end 1001)");
            }
            if (round == 0) {
                before = pipes();
            }
        }
        // Those of the process itself, and of this test's clients.
        assertThat(pipes()).isEqualTo(before);
    }

    private static List<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("socketio-"))
                .toList();
    }

    /** How many pipes are open. */
    private static long pipes() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
                        } catch (IOException closed) {
                            return false;
                        }
                    })
                    .count();
        }
    }
}
