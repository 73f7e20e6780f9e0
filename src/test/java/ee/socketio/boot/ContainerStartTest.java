package ee.socketio.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.config.Settings;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContainerStartTest {
    @TempDir
    Path folder;

    @Test
    void contextParameterWinsOverTheFile() throws Exception {
        write("socketio.ping-interval = 1s\nsocketio.ping-timeout = 2s\nother.key = x\n");
        try (URLClassLoader loader = loader()) {
            ServletContext context = context(loader, Map.of("socketio.ping-interval", "3s", "other", "x"));

            Settings settings = Settings.read(SettingsSources.of(context));

            assertThat(settings.pingInterval()).isEqualTo(Duration.ofSeconds(3));
            assertThat(settings.pingTimeout()).isEqualTo(Duration.ofSeconds(2));
        }
    }

    @Test
    void badSettingFailsTheDeploymentWithItsSentenceAlone() throws Exception {
        write("socketio.pingInterval = 1s\n");
        try (URLClassLoader loader = loader()) {
            ServletContext context = context(loader, Map.of());

            assertThatThrownBy(() -> new ContainerStart().onStartup(Set.of(), context))
                    .hasMessage(
                            "socketio.pingInterval: unknown setting, found in META-INF/microprofile-config.properties"
                                    + " (did you mean socketio.ping-interval?)")
                    .hasNoCause()
                    .satisfies(failure -> assertThat(failure.getStackTrace()).isEmpty());
        }
    }

    @Test
    void jettyWithoutItsModuleForCdiIsToldWhichOneIsMissing() throws Exception {
        try (URLClassLoader loader = loader()) {
            ServletContext context = context(loader, Map.of());

            assertThatThrownBy(() -> new ContainerStart().onStartup(Set.of(), context))
                    .hasMessageContaining("Jetty's module ee10-cdi is missing");
        }
    }

    private void write(String properties) throws Exception {
        Files.createDirectories(folder.resolve("META-INF"));
        Files.writeString(folder.resolve("META-INF/microprofile-config.properties"), properties);
    }

    private URLClassLoader loader() throws Exception {
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
    }

    private static ServletContext context(ClassLoader loader, Map<String, String> parameters) {
        return (ServletContext) Proxy.newProxyInstance(
                ServletContext.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getClassLoader" -> loader;
                    case "getInitParameterNames" -> Collections.enumeration(parameters.keySet());
                    case "getInitParameter" -> parameters.get(args[0]);
                    case "getAttribute" -> null;
                    case "setInitParameter" -> true;
                    case "getResourcePaths" -> Set.of("/WEB-INF/servlet-lib/weld.jar");
                    case "getServerInfo" -> "jetty/12.0.31";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
