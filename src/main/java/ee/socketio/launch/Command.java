package ee.socketio.launch;

import ee.socketio.config.Settings;
import ee.socketio.config.SettingsException;
import ee.socketio.config.Source;
import ee.socketio.launch.websocketd.Websocketd;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the command line asks for; {@link Main} calls it in a class loader that has Tomcat and the settings. */
public final class Command implements Callable<Integer>, Closeable {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final String WEBSOCKETD = "websocketd";
    private static final String FILE = "META-INF/microprofile-config.properties";

    private final Path home;
    private final List<String> args;
    private volatile @Nullable Closeable server;

    /**
     * @param home a folder of our own; the unpacked WAR is in {@code app}
     * @param args the command line
     */
    public Command(Path home, List<String> args) {
        this.home = home;
        this.args = args;
    }

    /** Runs until {@link #close} is called, or until it is clear that it cannot. */
    @Override
    public Integer call() throws Exception {
        Logging.configure();
        if (!args.isEmpty() && args.get(0).equals(WEBSOCKETD)) {
            Websocketd websocketd = new Websocketd(home, args.subList(1, args.size()));
            server = websocketd;
            return websocketd.call();
        }
        try {
            Options options = Options.parse(args);
            if (options.help()) {
                System.out.print(Options.usage());
                return 0;
            }
            check(options.settings());
            // The web application reads them there; what is on the command line wins over -D.
            options.settings().forEach(System::setProperty);
            EmbeddedTomcat tomcat = new EmbeddedTomcat(home, options.host(), options.port(), options.tls());
            server = tomcat;
            tomcat.start();
            tomcat.await();
            return 0;
        } catch (UsageException | SettingsException e) {
            return complain(WRONG_USAGE, e);
        } catch (StartException e) {
            return complain(FAILED, e);
        }
    }

    /** Before Tomcat starts, so that nothing else but the sentence is to be read. */
    private static void check(Map<String, String> options) throws IOException {
        List<Source> sources = new ArrayList<>();
        Properties file = new Properties();
        try (InputStream in = Command.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in != null) {
                file.load(in);
            }
        }
        sources.add(Source.application(FILE, strings(file)));
        sources.add(Source.environment(System.getenv()));
        sources.add(Source.properties("the system properties", strings(System.getProperties())));
        sources.add(Source.properties("the command line", options));
        Settings.read(sources);
    }

    private static Map<String, String> strings(Properties properties) {
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> properties.getProperty(name, "")));
    }

    private static int complain(int code, Exception e) {
        System.err.println("socketio-ee: " + e.getMessage());
        return code;
    }

    @Override
    public void close() throws IOException {
        Closeable running = server;
        if (running != null) {
            running.close();
        }
    }
}
