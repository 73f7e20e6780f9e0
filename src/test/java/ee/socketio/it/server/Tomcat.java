package ee.socketio.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Tomcat from its zip: {@code catalina.sh run}, WARs in {@code webapps}. */
record Tomcat(String version) implements Server {

    @Override
    public String name() {
        return "tomcat-" + version.substring(0, version.indexOf('.'));
    }

    @Override
    public String title() {
        return "Tomcat " + version;
    }

    @Override
    public Launch install(Path folder, int port) throws IOException {
        Path home = new Distribution("org.apache.tomcat", "tomcat", version).home();
        Servers.copy(home.resolve("conf"), folder.resolve("conf"));
        Servers.replace(
                folder.resolve("conf/server.xml"), "port=\"8080\"", "port=\"" + port + "\"", "\"8005\"", "\"-1\"");
        Files.createDirectory(folder.resolve("temp"));
        return new Launch(
                folder.resolve("webapps"),
                List.of("sh", home.resolve("bin/catalina.sh").toString(), "run"),
                List.of("CATALINA_BASE", folder.toString(), "CATALINA_HOME", home.toString()));
    }

    /** It looks for its native library. */
    @Override
    public Pattern ownProblem() {
        return Pattern.compile("called by org\\.apache\\.tomcat\\.jni\\.");
    }
}
