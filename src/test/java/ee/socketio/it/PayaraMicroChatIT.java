package ee.socketio.it;

import java.net.URI;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example application in Payara Micro. */
@ExtendWith(ArquillianExtension.class)
class PayaraMicroChatIT implements ChatScenarios {

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.archive(WAR, "chat.war");
    }

    @Override
    public URI base() {
        return Wars.base(url, "chat");
    }
}
