package ee.socketio.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page for readers: README, or one of {@code src/site/markdown}. */
public record Manual(Path file) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)(?:^`([^`\\n]+)`\\n\\n)?^```(\\w+)\\n(.*?)^```$");

    /** A fenced block; it is a whole file when its name stands above it. */
    record Block(String fileName, String language, String text, int line) {}

    /** A page by its name, without the ending. */
    public static Manual page(String name) {
        return new Manual(Path.of("src/site/markdown", name + ".md"));
    }

    /** All pages. */
    static List<Manual> pages() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("src/site/markdown"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), pages.filter(page -> page.toString()
                            .endsWith(".md")))
                    .sorted()
                    .map(Manual::new)
                    .toList();
        }
    }

    /** The blocks, in order. */
    List<Block> blocks() {
        String text = text();
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            int line = (int) text.substring(0, matcher.start(3)).lines().count() + 1;
            blocks.add(new Block(matcher.group(1), matcher.group(2), matcher.group(3), line));
        }
        return blocks;
    }

    /** The text of the first block in that language. */
    public String firstBlock(String language) {
        return blocks().stream()
                .filter(block -> block.language.equals(language))
                .findFirst()
                .orElseThrow()
                .text();
    }

    /** The texts of the blocks that are whole files, by file name. */
    public Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        blocks().stream()
                .filter(block -> block.fileName != null)
                .forEach(block -> files.put(block.fileName, block.text));
        return files;
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
