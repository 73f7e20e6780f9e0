package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The programming model in Payara Micro, and what takes Bean Validation and transactions. */
@ExtendWith(ArquillianExtension.class)
class PayaraMicroBeansIT extends BeansScenarios {

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return archive().addPackage("ee.socketio.it.beans.full");
    }

    @Override
    URI base() {
        return Wars.base(url, NAME);
    }

    private PollingPeer ordering() {
        PollingPeer peer = PollingPeer.open(base());
        peer.post("40/orders,");
        assertThat(peer.poll(2).get(1)).startsWith("42/orders,[\"joined\"");
        return peer;
    }

    @Test
    void roomIsToldWhenTheTransactionIsCommitted() {
        PollingPeer peer = ordering();

        peer.post("42/orders,0[\"place\",{\"item\":\"tea\",\"count\":1}]");

        assertThat(peer.poll(3))
                .as("0 is an active transaction")
                .containsExactly(
                        "42/orders,[\"placing\",\"tea\"]",
                        "42/orders,[\"placed\",{\"item\":\"tea\"}]",
                        "43/orders,0[\"status 0\"]");
    }

    @Test
    void roomIsNotToldWhenItIsRolledBack() {
        PollingPeer peer = ordering();

        peer.post("42/orders,0[\"place\",{\"item\":\"tea\",\"count\":101}]");

        assertThat(peer.poll()).isEqualTo("43/orders,0[\"rolled back\"]");
    }

    @Test
    void constraintsAreChecked() {
        PollingPeer peer = ordering();

        peer.post("42/orders,0[\"place\",{\"item\":\" \",\"count\":0}]");

        assertThat(peer.poll())
                .isEqualTo("43/orders,0[{\"error\":\"Invalid arguments\",\"data\":["
                        + "{\"path\":\"0.count\",\"message\":\"is less than 1\"},"
                        + "{\"path\":\"0.item\",\"message\":\"is blank\"}]}]");
    }
}
