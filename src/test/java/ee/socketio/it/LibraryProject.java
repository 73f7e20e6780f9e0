package ee.socketio.it;

import ee.socketio.manual.Manual;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The project that the manual's page on libraries consists of, built by Maven in a folder and with a local repository
 * of its own, which has what this build has installed and, from the repository of this build, the plugins.
 */
final class LibraryProject {
    private static final Path HOME = Path.of("target/library").toAbsolutePath();
    private static final Path REPOSITORY = HOME.resolve("repository");
    private static final List<String> PLUGINS = List.of("compiler:compile", "war:war");

    private LibraryProject() {}

    /** The WAR, built anew. */
    static WebArchive build(String name) {
        try {
            Path project = HOME.resolve("greetings");
            for (Map.Entry<String, String> file : Manual.page("library").files().entrySet()) {
                Path target = project.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.writeString(target, file.getValue());
            }
            install();
            maven(project);
            return Wars.archive(project.resolve("target/greetings.war").toFile(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As {@code mvn install} would, into a repository that nobody else uses. */
    private static void install() throws IOException {
        String version = System.getProperty("project.version");
        Path folder = Files.createDirectories(REPOSITORY.resolve("ee/socketio/socketio-ee/" + version));
        copy(Path.of(".flattened-pom.xml"), folder.resolve("socketio-ee-" + version + ".pom"));
        for (String classifier : List.of("classes", "servlet-lib")) {
            copy(
                    Path.of("target/socketio-ee-" + classifier + ".jar"),
                    folder.resolve("socketio-ee-" + version + "-" + classifier + ".jar"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static void maven(Path project) throws IOException, InterruptedException {
        String central = Path.of(System.getProperty("local.repository")).toUri().toString();
        Path settings = HOME.resolve("settings.xml");
        Files.writeString(
                settings,
                """
                <settings>
                  <localRepository>%s</localRepository>
                  <mirrors>
                    <mirror><id>this-build</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
                  </mirrors>
                </settings>
                """
                        .formatted(REPOSITORY, central));
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("os.name").startsWith("Windows") ? "mvn.cmd" : "mvn",
                "-B",
                "-q",
                "-s",
                settings.toString()));
        PLUGINS.forEach(plugin -> command.add("org.apache.maven.plugins:maven-" + plugin.replace(":", "-plugin:")));
        Path log = HOME.resolve("maven.log");
        Process process = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + "\n" + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
