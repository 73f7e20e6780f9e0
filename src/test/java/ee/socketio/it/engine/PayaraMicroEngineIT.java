package ee.socketio.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.it.Wars;
import java.net.URI;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The WAR with engines that echo, in Payara Micro. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class PayaraMicroEngineIT extends EngineRules {
    private static URI application;

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return EchoWar.archive("engine.war");
    }

    /** Arquillian tells the address to this class alone, whose own tests run before those of the nested ones. */
    @Test
    void isDeployed() {
        application = Wars.base(url, "engine");

        assertThat(RawPeer.once(application, "EIO=4&transport=polling").status())
                .isEqualTo(200);
    }

    @Override
    public URI application() {
        return application;
    }

    @Override
    public int threads() {
        return 50;
    }
}
