package ee.socketio.launch.websocketd;

import ee.socketio.process.PublishedProgram;
import ee.socketio.process.PublishedProgram.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The programs of {@code --dir}: the first part of a path that is a file is the program, the rest its PATH_INFO. */
final class ScriptFolder implements PublishedProgram.Router {
    private final Path folder;
    private final Function<Path, PublishedProgram> publish;
    private final Map<Path, PublishedProgram> published = new ConcurrentHashMap<>();

    /**
     * @param publish makes a program of a file
     */
    ScriptFolder(Path folder, Function<Path, PublishedProgram> publish) {
        this.folder = folder;
        this.publish = publish;
    }

    @Override
    public Optional<Route> find(String path) {
        Path file = folder;
        int end = 0;
        while (end < path.length()) {
            int start = end + 1;
            end = path.indexOf('/', start);
            end = end < 0 ? path.length() : end;
            Optional<Path> child = confined(folder, file, path.substring(start, end));
            if (child.isEmpty()) {
                return Optional.empty();
            }
            file = child.get();
            if (Files.isRegularFile(file)) {
                return Optional.of(new Route(
                        published.computeIfAbsent(file, publish), path.substring(0, end), path.substring(end)));
            }
        }
        return Optional.empty();
    }

    /** A child of a folder within a root; none when it does not exist or a symbolic link leads out of the root. */
    static Optional<Path> confined(Path root, Path parent, String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\\') >= 0) {
            return Optional.empty();
        }
        try {
            Path child = parent.resolve(name);
            return child.toRealPath().startsWith(root.toRealPath()) ? Optional.of(child) : Optional.empty();
        } catch (IOException | InvalidPathException missing) {
            return Optional.empty();
        }
    }
}
