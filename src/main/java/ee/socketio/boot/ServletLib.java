package ee.socketio.boot;

import jakarta.servlet.ServletContext;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The jars in {@code WEB-INF/servlet-lib}, and how they get onto the class path of a running web application. */
final class ServletLib {
    private static final Logger LOGGER = System.getLogger("ee.socketio.boot");

    /** Without it Jetty 12.0.31 has the API of CDI of its own before that in the web application. */
    private static final String JETTY_CDI = "org.eclipse.jetty.ee10.cdi.CdiServletContainerInitializer";

    private static final String FOLDER = "/WEB-INF/servlet-lib/";

    private final ServletContext context;
    private final List<Path> copies = new ArrayList<>();

    ServletLib(ServletContext context) {
        this.context = context;
    }

    /** Whether the application has them; one that uses us as a library brings its own CDI. */
    boolean exist() {
        return !paths().isEmpty();
    }

    /**
     * Adds them to the class loader of the web application.
     *
     * @throws IllegalStateException when the container is not set up for them
     */
    void join() throws IOException, ReflectiveOperationException {
        ClassLoader loader = context.getClassLoader();
        if (context.getServerInfo().startsWith("jetty/") && !has(loader, JETTY_CDI)) {
            throw new IllegalStateException(
                    "Jetty's module ee10-cdi is missing (java -jar $JETTY_HOME/start.jar --add-modules=ee10-cdi)");
        }
        for (String jar : paths()) {
            add(loader, file(jar));
        }
    }

    private static boolean has(ClassLoader loader, String type) {
        try {
            Class.forName(type, false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private Set<String> paths() {
        Set<String> paths = context.getResourcePaths(FOLDER);
        return paths == null ? Set.of() : new TreeSet<>(paths);
    }

    private Path file(String jar) throws IOException {
        @Nullable String path = context.getRealPath(jar);
        if (path != null && Files.exists(Path.of(path))) {
            return Path.of(path);
        }
        // The WAR has not been unpacked.
        File folder = (File) context.getAttribute(ServletContext.TEMPDIR);
        Path copy = Files.createTempFile(folder.toPath(), "servlet-lib-", ".jar");
        copies.add(copy);
        try (InputStream in = context.getResourceAsStream(jar)) {
            Files.write(copy, in.readAllBytes());
        }
        return copy;
    }

    private static void add(ClassLoader loader, Path jar) throws IOException, ReflectiveOperationException {
        for (Class<?> type = loader.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals("org.eclipse.jetty.ee10.webapp.WebAppClassLoader")) {
                type.getMethod("addClassPath", String.class).invoke(loader, jar.toString());
                return;
            } else if (type.getName().equals("org.apache.catalina.loader.WebappClassLoaderBase")) {
                Method addUrl = type.getDeclaredMethod("addURL", URL.class);
                addUrl.setAccessible(true);
                addUrl.invoke(loader, jar.toUri().toURL());
                return;
            }
        }
        throw new IllegalStateException("unknown class loader "
                + loader.getClass().getName() + " (expected: a container with CDI and JAX-RS, Tomcat, or Jetty)");
    }

    /** Removes the copies; where open files cannot be removed, the container does it with its folder. */
    void remove() {
        for (Path copy : copies) {
            try {
                Files.deleteIfExists(copy);
            } catch (IOException e) {
                LOGGER.log(Level.DEBUG, "Left for the container to remove", e);
            }
        }
    }
}
