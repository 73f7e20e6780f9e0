package ee.socketio.boot;

import ee.socketio.config.Source;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Where the settings of a web application are found. */
final class SettingsSources {
    private static final String FILE = "META-INF/microprofile-config.properties";

    private SettingsSources() {}

    /** All sources, the one that wins last. */
    static List<Source> of(ServletContext context) {
        List<Source> sources = new ArrayList<>(files(context.getClassLoader()));
        sources.add(Source.application("a context-param of the web application", parameters(context)));
        sources.add(Source.environment(System.getenv()));
        sources.add(Source.properties("the system properties", strings(System.getProperties())));
        return sources;
    }

    private static List<Source> files(ClassLoader loader) {
        try {
            List<Source> files = new ArrayList<>();
            for (URL url : Collections.list(loader.getResources(FILE))) {
                Properties properties = new Properties();
                var connection = url.openConnection();
                connection.setUseCaches(false);
                try (InputStream in = connection.getInputStream()) {
                    properties.load(in);
                }
                files.add(Source.application(FILE, strings(properties)));
            }
            // The application's own file comes before those of its libraries, and has to win.
            Collections.reverse(files);
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> parameters(ServletContext context) {
        return Collections.list(context.getInitParameterNames()).stream()
                .collect(Collectors.toMap(name -> name, context::getInitParameter));
    }

    private static Map<String, String> strings(Properties properties) {
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> properties.getProperty(name, "")));
    }
}
