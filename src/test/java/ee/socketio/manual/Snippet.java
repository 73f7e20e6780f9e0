package ee.socketio.manual;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A piece of Java in the manual or in Javadoc, compiled as a reader would: a whole file, members of a class, or
 * statements of a method. A line {@code …} parts members from statements. It may use what {@link Surroundings} has.
 *
 * @param place for messages: the file, and the line it starts at
 */
record Snippet(String place, String text) {
    private static final Pattern JAVADOC = Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\* *}</pre>", Pattern.DOTALL);
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private static final String IMPORTS =
            """
            import static org.junit.jupiter.api.Assertions.*;
            import ee.socketio.*;
            import ee.socketio.engine.*;
            import ee.socketio.engine.servlet.HttpMiddleware;
            import ee.socketio.testkit.*;
            import ee.socketio.PathParam;
            import jakarta.annotation.PreDestroy;
            import jakarta.annotation.security.*;
            import jakarta.enterprise.context.*;
            import jakarta.enterprise.event.*;
            import jakarta.inject.*;
            import jakarta.servlet.*;
            import jakarta.servlet.http.*;
            import jakarta.transaction.Transactional;
            import jakarta.validation.Valid;
            import jakarta.validation.constraints.*;
            import jakarta.ws.rs.*;
            import java.io.IOException;
            import java.nio.file.*;
            import java.nio.file.Path;
            import java.security.Principal;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.regex.Pattern;
            import org.junit.jupiter.api.*;
            """
                    .replace("\n", " ");

    @Override
    public String toString() {
        return place;
    }

    static List<Snippet> ofManual() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (Manual page : Manual.pages()) {
            for (Manual.Block block : page.blocks()) {
                if (block.language().equals("java")) {
                    snippets.add(new Snippet(page.file() + ":" + block.line(), block.text()));
                }
            }
        }
        return snippets;
    }

    static List<Snippet> ofJavadoc() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                snippets.addAll(ofJavadoc(file, Files.readString(file)));
            }
        }
        return snippets;
    }

    /** Those in a source, or in a part of it from its beginning on. */
    static List<Snippet> ofJavadoc(Path file, String source) {
        List<Snippet> snippets = new ArrayList<>();
        Matcher comment = JAVADOC.matcher(source);
        while (comment.find()) {
            long line = source.substring(0, comment.start(1)).lines().count() + 1;
            String text = comment.group(1).replaceAll("(?m)^ *\\* ?", "");
            snippets.add(new Snippet(file + ":" + line, text));
        }
        return snippets;
    }

    /** What the compiler has to say against it, in terms of the snippet; empty when it compiles. */
    List<String> problems() throws IOException {
        List<String> forms = forms();
        String source = forms.get(forms.size() - 1);
        for (String form : forms) {
            if (parses(form)) {
                source = form;
                break;
            }
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        task(source, found).analyze();
        return errors(found);
    }

    private List<String> forms() {
        if (Pattern.compile("(?m)^(package|import) ").matcher(text).find()) {
            return List.of(text);
        }
        String[] parts = text.split("(?m)^ *…\\n", 2);
        String members = parts.length == 2 ? parts[0] : "";
        String rest = parts[parts.length - 1];
        return List.of(
                inClass(members + rest), inClass(members + " void statements() throws Exception {\n" + rest + "\n}"));
    }

    private static String inClass(String members) {
        // The one of CDI has a type parameter.
        String event = members.contains("Event<") ? "jakarta.enterprise.event.Event" : "ee.socketio.Event";
        return "package ee.socketio.manual; " + IMPORTS + "import " + event + "; class Snippet extends Surroundings {\n"
                + members + "\n}";
    }

    private static boolean parses(String source) throws IOException {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        task(source, found).parse();
        return errors(found).isEmpty();
    }

    private static List<String> errors(DiagnosticCollector<JavaFileObject> found) {
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    private static JavacTask task(String source, DiagnosticCollector<JavaFileObject> found) {
        Matcher type = Pattern.compile("(?m)^public [\\w ]*(?:class|interface|record|enum) (\\w+)")
                .matcher(source);
        String name = type.find() ? type.group(1) : "Snippet";
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
        return (JavacTask) COMPILER.getTask(new StringWriter(), null, found, options, null, List.of(file));
    }
}
