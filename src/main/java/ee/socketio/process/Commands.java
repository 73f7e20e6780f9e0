package ee.socketio.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** From what an operator writes to what can be executed; no shell is involved. */
public final class Commands {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");
    private static final List<String> SUFFIXES =
            File.separatorChar == '\\' ? List.of("", ".exe", ".cmd", ".bat") : List.of("");

    private Commands() {}

    /** The words of a line: separated by blanks, unless within quotes of either kind. */
    public static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(QUOTED.matcher(word.group()).replaceAll(quoted -> {
                String text = quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
                return Matcher.quoteReplacement(text);
            }));
        }
        return words;
    }

    /** The executable file of that name: in the folders of {@code PATH}, or where the name says if it says so. */
    public static Optional<Path> find(String name) {
        Stream<Path> folders = Stream.of(Path.of(""));
        if (!name.contains("/") && !name.contains(File.separator)) {
            String path = System.getenv("PATH");
            folders = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                    .splitAsStream(path == null ? "" : path)
                    .filter(folder -> !folder.isEmpty())
                    .map(Path::of);
        }
        return folders.flatMap(folder -> SUFFIXES.stream().map(suffix -> folder.resolve(name + suffix)))
                .map(Path::toAbsolutePath)
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** As {@link #find}, for a command with its arguments: empty when there is no such file. */
    public static Optional<List<String>> resolve(List<String> words) {
        return words.stream().findFirst().flatMap(Commands::find).map(file -> {
            List<String> command = new ArrayList<>(words);
            command.set(0, file.toString());
            return List.copyOf(command);
        });
    }
}
