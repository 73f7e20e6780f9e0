package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same WAR at the root and below it, side by side. */
@ExtendWith(ArquillianExtension.class)
class TomcatPathsIT {

    @Deployment(name = "root", testable = false)
    static WebArchive root() {
        return Wars.archive("ROOT.war");
    }

    @Deployment(name = "deep", testable = false)
    static WebArchive deep() {
        return Wars.archive("a#b.war");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a/b/"})
    void tutorialWorksAtAnyContextPath(String path) {
        URI base = URI.create("http://127.0.0.1:28010" + path);

        assertThat(NodeClient.of(base).runAll("tutorial"))
                .hasSize(9)
                .allSatisfy(cell -> assertThat(cell.getJsonArray("events")).hasSizeGreaterThan(2));
        assertThat(NodeClient.of(base).visitPage().getJsonArray("errors")).isEmpty();
    }
}
