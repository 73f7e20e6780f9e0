package ee.socketio.it;

import java.io.File;
import java.net.URI;
import java.net.URL;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.ClassLoaderAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR under test, as it was built. */
public final class Wars {
    private Wars() {}

    static File file() {
        return new File(System.getProperty("war", "target/socketio-ee.war"));
    }

    /**
     * The WAR as an archive to deploy.
     *
     * @param name the archive's name, from which a container makes the context path
     */
    public static WebArchive archive(String name) {
        return archive(file(), name);
    }

    /** As {@link #archive(String)}, of another file. */
    static WebArchive archive(File file, String name) {
        return ShrinkWrap.create(ZipImporter.class, name).importFrom(file).as(WebArchive.class);
    }

    /**
     * Where a deployed archive is; ends with a slash.
     *
     * @param url what Arquillian says, which for the embedded Tomcat lacks the context path
     */
    public static URI base(URL url, String context) {
        URI server = URI.create(url.toString());
        return server.resolve(
                server.getPath().length() > 1 ? server.getPath().replaceFirst("/?$", "/") : "/" + context + "/");
    }

    /** The WAR with an application's own beans in it. */
    static WebArchive withBeans(String name) {
        return add(
                archive(name),
                "Conformance",
                "Conformance$1",
                "Conformance$Answer",
                "Conformance$Credentials",
                "Conformance$Left",
                "Conformance$Picture",
                "Refusing",
                "Broken",
                "Leftovers",
                "Door",
                "Marking",
                "Visitor",
                "Visitor$Origin");
    }

    /** Without loading them: where the server has our classes, the test has not. */
    private static WebArchive add(WebArchive archive, String... classes) {
        for (String name : classes) {
            String file = "ee/socketio/it/" + name + ".class";
            archive.add(new ClassLoaderAsset(file), "WEB-INF/classes/" + file);
        }
        return archive;
    }

    /** The same as a file, beside the original. */
    static File fileWithBeans() {
        return file(withBeans("conformance.war"));
    }

    /** An archive as a file, beside the original. */
    static File file(WebArchive archive) {
        File file = new File(file().getParentFile(), archive.getName());
        archive.as(ZipExporter.class).exportTo(file, true);
        return file;
    }
}
