package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The programming model in Tomcat. */
@ExtendWith(ArquillianExtension.class)
class TomcatBeansIT extends BeansScenarios {

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return archive()
                .addAsManifestResource(
                        new StringAsset(
                                "<Context preemptiveAuthentication=\"true\">"
                                        + "<Realm className=\"org.apache.catalina.realm.MemoryRealm\" pathname=\""
                                        + users()
                                        + "\"/>"
                                        + "<Valve className=\"org.apache.catalina.authenticator.BasicAuthenticator\"/></Context>"),
                        "context.xml");
    }

    @Deployment(name = "wrong", managed = false, testable = false)
    static WebArchive wrong() {
        return Wars.archive("wrong.war").addPackage("ee.socketio.it.beans.wrong");
    }

    /** The container's own request-scoped beans, such as that of the HTTP request, ask for no context. */
    @Test
    void requestContextIsNotOpenedForNobody() {
        PollingPeer peer = connected("/counting/1");
        peer.poll(3);

        peer.post("42/counting/1,0[\"in_request\"]");

        assertThat(peer.poll(1)).containsExactly("43/counting/1,0[false]");
    }

    /** Tomcat goes on without the application, and tells nobody but its log. */
    @Test
    void endpointsThatCannotWorkAreListedInTheLog(@ArquillianResource Deployer deployer) {
        List<String> logged = new CopyOnWriteArrayList<>();
        Logger root = Logger.getLogger("");
        Handler recorder = new Recorder(logged);
        root.addHandler(recorder);
        try {
            deployer.deploy("wrong");
        } finally {
            root.removeHandler(recorder);
        }

        assertThat(String.join("\n", logged))
                .contains(
                        "Wrong.connected(DisconnectReason): parameter of type ee.socketio.DisconnectReason (expected: ",
                        "Wrong.say(String): @PathParam(\"place\") (expected: one of room)",
                        "Wrong.shared(): static (expected: ");
        assertThat(PollingPeer.get(URI.create("http://127.0.0.1:28010/wrong/"), "EIO=4&transport=polling")
                        .statusCode())
                .isEqualTo(404);
    }

    private static final class Recorder extends Handler {
        private final List<String> lines;

        Recorder(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage() + " " + line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static Path users() {
        try {
            return Files.writeString(
                            Files.createTempFile("users", ".xml"),
                            "<tomcat-users><user name=\"bea\" password=\"secret\" roles=\"boss\"/>"
                                    + "<user name=\"will\" password=\"secret\" roles=\"worker\"/></tomcat-users>")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    URI base() {
        return Wars.base(url, NAME);
    }
}
