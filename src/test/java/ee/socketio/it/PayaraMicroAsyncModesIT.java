package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Handlers on the threads of Payara Micro. */
@ExtendWith(ArquillianExtension.class)
class PayaraMicroAsyncModesIT {

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return BlockedHandler.archive("managed");
    }

    @Test
    void managedThreadsHoldUpNobody() throws IOException {
        assertThat(BlockedHandler.holdsUpNobody(Wars.base(url, "blocking"))).contains("anagedThreadFactory");
    }
}
