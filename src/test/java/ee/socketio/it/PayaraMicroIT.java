package ee.socketio.it;

import java.net.URI;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** The WAR in Payara Micro, which has all of Jakarta EE. */
@ExtendWith(ArquillianExtension.class)
class PayaraMicroIT extends TutorialScenarios implements OwnPromises, PushScenarios, ConfiguredProgram {

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return ConfiguredProgram.addTo(Wars.archive("socketio-ee.war"));
    }

    @Override
    public URI base() {
        return Wars.base(url, "socketio-ee");
    }
}
