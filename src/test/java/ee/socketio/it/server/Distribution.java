package ee.socketio.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server as Maven Central has it: a zip, which Maven resolves, by the settings of this build, and unpacks. */
public record Distribution(String groupId, String artifactId, String version) {
    private static final Path HOMES = Servers.FOLDER.resolve("home");

    /**
     * The folder that the zip consists of; unpacked when it is not there yet.
     *
     * @throws IOException with Maven's log when it cannot be had
     */
    public Path home() throws IOException {
        Path unpacked = HOMES.resolve(artifactId + "-" + version);
        if (!Files.exists(unpacked)) {
            Path half = unpacked.resolveSibling(unpacked.getFileName() + "-unpacking");
            Files.createDirectories(half);
            unpack(half);
            Files.move(half, unpacked);
        }
        try (var folders = Files.list(unpacked)) {
            return folders.filter(Files::isDirectory)
                    .filter(folder -> !folder.getFileName().toString().equals("META-INF"))
                    .findAny()
                    .orElseThrow();
        }
    }

    private void unpack(Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-q",
                "-Dmaven.repo.local=" + System.getProperty("local.repository"),
                "org.apache.maven.plugins:maven-dependency-plugin:" + System.getProperty("dependency-plugin.version")
                        + ":unpack",
                "-Dartifact=" + groupId + ":" + artifactId + ":" + version + ":zip",
                "-DoutputDirectory=" + folder));
        String settings = System.getProperty("maven.settings");
        if (Files.exists(Path.of(settings.substring(settings.indexOf('=') + 1)))) {
            command.add(settings);
        }
        Servers.run(command, List.of(), Servers.FOLDER.resolve("maven.log"));
    }
}
