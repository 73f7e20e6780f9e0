package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the manual are Java. */
final class BeansManualTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```java\n(.*?)^```$");
    private static final Pattern TYPE = Pattern.compile("(?m)^public class (\\w+)");

    /** What the manual says of its imports. */
    private static final String IMPORTS =
            """
            package manual;
            import ee.socketio.*;
            import jakarta.annotation.PreDestroy;
            import jakarta.annotation.security.*;
            import jakarta.enterprise.context.ApplicationScoped;
            import jakarta.enterprise.event.*;
            import jakarta.inject.Inject;
            import jakarta.transaction.Transactional;
            import jakarta.validation.Valid;
            import jakarta.validation.constraints.*;
            import java.io.IOException;
            import java.nio.file.*;
            import java.security.Principal;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            """;

    /** Names that several of these packages have, and which one an example means. */
    private static String ambiguous(String example) {
        return example.contains("Event<") ? "import jakarta.enterprise.event.Event;\n" : "import ee.socketio.Event;\n";
    }

    private static List<JavaFileObject> examples() throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("src/site/markdown/beans.md")));
        while (example.find()) {
            Matcher type = TYPE.matcher(example.group(1));
            assertThat(type.find()).as(example.group(1)).isTrue();
            String text = IMPORTS + ambiguous(example.group(1)) + example.group(1);
            sources.add(
                    new SimpleJavaFileObject(
                            URI.create("string:///manual/" + type.group(1) + ".java"), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return text;
                        }
                    });
        }
        return sources;
    }

    @Test
    void examplesCompile(@TempDir Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<JavaFileObject> sources = examples();

        compiler.getTask(
                        null,
                        null,
                        found,
                        List.of(
                                "-proc:none",
                                "-d",
                                classes.toString(),
                                "-cp",
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))),
                        null,
                        sources)
                .call();

        assertThat(sources).hasSizeGreaterThan(10);
        assertThat(found.getDiagnostics())
                .filteredOn(problem -> problem.getKind() == javax.tools.Diagnostic.Kind.ERROR)
                .isEmpty();
    }
}
