package ee.socketio.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.ClassLoaderAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The WAR on the servers that Arquillian starts, with a resource of its own to show that CDI and JAX-RS are there. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
final class WarDeploymentIT {
    @ArquillianResource
    private URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        WebArchive war = ShrinkWrap.create(ZipImporter.class, "socketio-ee.war")
                .importFrom(new File(System.getProperty("war")))
                .as(WebArchive.class)
                .add(new StringAsset("a page"), "probe.txt");
        // As files: the APIs that these classes use are not on the class path of the tests.
        for (String name : List.of("Probe", "Probe$Rest", "Probe$Greeting", "Probe$Greeter")) {
            String file = "ee/socketio/boot/" + name + ".class";
            war.addAsWebInfResource(new ClassLoaderAsset(file), "classes/" + file);
        }
        return war;
    }

    @Test
    void staticFilesAreServed() throws Exception {
        assertThat(get("probe.txt").body()).isEqualTo("a page");
    }

    @Test
    void restResourcesAreFoundAndInjectedAndSpeakJson() throws Exception {
        HttpResponse<String> response = get("probe/greeting");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"text\":\"hello\"}");
    }

    private HttpResponse<String> get(String path) throws Exception {
        // Embedded Tomcat's URL lacks the context path.
        String root =
                base.getPath().length() > 1 ? base.toString() : "http://localhost:" + base.getPort() + "/socketio-ee/";
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(root + path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
