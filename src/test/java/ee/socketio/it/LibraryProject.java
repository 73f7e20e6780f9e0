package ee.socketio.it;

import ee.socketio.manual.Manual;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The project that the manual's page on libraries consists of, built by Maven with a local repository of its own. That
 * has what this build would install, and the rest from the repository of this build: nothing is downloaded.
 */
final class LibraryProject {
    private static final Path HOME = Path.of("target/library").toAbsolutePath();
    private static final Path REPOSITORY = HOME.resolve("repository");
    private static final String ARTIFACT = "socketio-ee-" + System.getProperty("project.version");

    private final Path folder;

    private LibraryProject(Path folder) {
        this.folder = folder;
    }

    /** The manual's files in a folder of that name. */
    static LibraryProject create(String name) throws IOException {
        LibraryProject project = new LibraryProject(HOME.resolve(name));
        for (var file : Manual.page("library").files().entrySet()) {
            project.write(file.getKey(), file.getValue());
        }
        return project;
    }

    /** The WAR, built anew. */
    static WebArchive war() {
        try {
            LibraryProject project = create("greetings").maven("compiler-plugin:compile", "war-plugin:war");
            return Wars.archive(project.folder.resolve("target/greetings.war").toFile(), "greetings.war");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LibraryProject write(String file, String content) throws IOException {
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, content);
        return this;
    }

    String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    /**
     * Runs goals of Maven's own plugins.
     *
     * @param goals without what they all start with
     * @throws AssertionError with Maven's log when they fail
     */
    LibraryProject maven(String... goals) throws IOException {
        install();
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("os.name").startsWith("Windows") ? "mvn.cmd" : "mvn");
        command.addAll(List.of("-B", "-q", "-s", settings().toString()));
        for (String goal : goals) {
            command.add("org.apache.maven.plugins:maven-" + goal);
        }
        Path log = folder.resolve("maven.log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + "\n" + Files.readString(log));
            }
            return this;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** As {@code mvn install} would, into a repository that nobody else uses. */
    private static void install() throws IOException {
        Path target = Files.createDirectories(
                REPOSITORY.resolve("ee/socketio/socketio-ee/" + System.getProperty("project.version")));
        copy(Path.of(".flattened-pom.xml"), target.resolve(ARTIFACT + ".pom"));
        for (String classifier : List.of("classes", "servlet-lib", "testkit")) {
            copy(
                    Path.of("target/socketio-ee-" + classifier + ".jar"),
                    target.resolve(ARTIFACT + "-" + classifier + ".jar"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path settings() throws IOException {
        String settings =
                """
                <settings>
                  <localRepository>%1$s</localRepository>
                  <profiles>
                    <profile>
                      <id>this-build</id>
                      <repositories>
                        <repository><id>this-build</id><url>%2$s</url></repository>
                      </repositories>
                      <pluginRepositories>
                        <pluginRepository><id>this-build</id><url>%2$s</url></pluginRepository>
                      </pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles>
                    <activeProfile>this-build</activeProfile>
                  </activeProfiles>
                </settings>
                """
                        .formatted(
                                REPOSITORY,
                                Path.of(System.getProperty("local.repository")).toUri());
        return Files.writeString(HOME.resolve("settings.xml"), settings);
    }
}
