package ee.socketio.it;

import java.net.URI;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Tomcat is in this JVM; {@code -Dredeploys=30} takes longer than a build should. */
@ExtendWith(ArquillianExtension.class)
class TomcatRedeployIT {
    private static final int ROUNDS = Integer.getInteger("redeploys", 8);
    private static final String NAME = "redeployed";

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = NAME, managed = false, testable = false)
    static WebArchive war() {
        return Wars.archive(NAME + ".war");
    }

    @Test
    void undeployingLeavesNothing() throws Exception {
        Redeploys.assertNothingIsLeft(
                "Tomcat",
                new Redeploys.Application() {
                    @Override
                    public void deploy() {
                        deployer.deploy(NAME);
                    }

                    @Override
                    public void undeploy() {
                        deployer.undeploy(NAME);
                    }

                    @Override
                    public URI base() {
                        return URI.create("http://127.0.0.1:28010/" + NAME + "/");
                    }

                    @Override
                    public long pid() {
                        return ProcessHandle.current().pid();
                    }

                    @Override
                    public Path folder() {
                        return Path.of("target/tomcat");
                    }
                },
                ROUNDS);
    }
}
