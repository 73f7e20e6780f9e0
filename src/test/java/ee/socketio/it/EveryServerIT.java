package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.it.engine.EchoWar;
import ee.socketio.it.engine.EngineRules;
import ee.socketio.it.server.Results;
import ee.socketio.it.server.RunningServer;
import ee.socketio.it.server.Server;
import java.io.File;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same tests on every server, one after the other: the WAR itself, unchanged; with an application's beans in it; and
 * with engines that echo. Each server is installed and started as its manual says, and configured by the files of {@code
 * server-config} and by nothing else.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
@Timeout(120)
class EveryServerIT {
    @RegisterExtension
    static final Results RESULTS = new Results();

    private static RunningServer running;

    @Parameter
    Server server;

    static List<Server> servers() {
        return Server.chosen();
    }

    @BeforeParameterizedClassInvocation
    static void start(Server server) throws Exception {
        RESULTS.begin(server);
        List<File> wars = List.of(
                Wars.file(),
                Wars.file(ConfiguredProgram.addTo(Wars.withBeans("conformance.war"))),
                Wars.file(EchoWar.archive("engine.war")));
        running = RunningServer.start(server, wars);
        RESULTS.started(running.startTime());
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    /** Comes before the tests below, whose clients are hostile. */
    @Test
    void operatorReadsOfNoProblemWhenItStartsAndClientsComeAndGo() throws Exception {
        NodeClient.of(running.base("socketio-ee")).runAll("disconnect");
        NodeClient.of(running.base("socketio-ee")).runAll("tutorial");

        assertThat(running.problems()).isEmpty();
    }

    @Nested
    final class Tutorial extends TutorialScenarios implements OwnPromises, PushScenarios {
        @Override
        public URI base() {
            return running.base("socketio-ee");
        }
    }

    @Nested
    final class Beans extends ConformanceScenarios implements ConfiguredProgram {
        @Override
        public URI base() {
            return running.base("conformance");
        }
    }

    @Nested
    final class Engine extends EngineRules {
        @Override
        public URI application() {
            return running.base("engine");
        }

        @Override
        public int threads() {
            return 200;
        }
    }
}
