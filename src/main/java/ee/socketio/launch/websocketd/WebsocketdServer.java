package ee.socketio.launch.websocketd;

import ee.socketio.boot.PlainSocketIo;
import ee.socketio.config.Settings;
import ee.socketio.config.Source;
import ee.socketio.launch.websocketd.WebsocketdLog.Level;
import ee.socketio.process.ForkLimit;
import ee.socketio.process.Program;
import ee.socketio.process.ProgramEndpoint;
import ee.socketio.process.ProgramFilter;
import ee.socketio.process.ProgramNamespace;
import ee.socketio.process.ProgramServer;
import ee.socketio.process.PublishedProgram;
import ee.socketio.process.Terms;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.jspecify.annotations.Nullable;

/** A Tomcat with nothing in it but programs, and files if there are any: neither a web application nor CDI. */
final class WebsocketdServer implements Closeable {
    private final Path home;
    private final WebsocketdOptions options;
    private final WebsocketdLog log;
    private final Tomcat tomcat = new Tomcat();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ForkLimit forks;
    private final ProgramServer programs;
    private final String software;
    private @Nullable PlainSocketIo socketIo;

    WebsocketdServer(Path home, WebsocketdOptions options, WebsocketdLog log) {
        this.home = home;
        this.options = options;
        this.log = log;
        software = "websocketd/" + Usage.version(home) + " (socketio-ee)";
        forks = new ForkLimit(options.maxForks());
        programs = new ProgramServer(
                log, software, options.compat() ? new Hangup() : ProgramServer.Closing.CLEAN, daemons());
    }

    private static ThreadFactory daemons() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "program-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    void start() throws Quit, LifecycleException {
        Listeners listeners = new Listeners(options, log);
        announceServices();
        tomcat.setBaseDir(home.resolve("tomcat").toString());
        tomcat.getEngine().setParentClassLoader(WebsocketdServer.class.getClassLoader());
        // Not by its name, which Tomcat's class loader does not know.
        ((StandardHost) tomcat.getHost()).setErrorReportValveClass("");
        tomcat.getHost().getPipeline().addValve(new PlainErrors());
        String files = options.files().map(Path::toString).orElse(null);
        Context context = tomcat.addContext("", files);
        Tomcat.addDefaultMimeTypeMappings(context);
        for (String type : new String[] {"html", "htm", "css", "js", "txt"}) {
            context.addMimeMapping(type, context.findMimeMapping(type) + "; charset=utf-8");
        }
        context.addWelcomeFile("index.html");
        context.addServletContainerInitializer(new WsSci(), Set.of());
        context.addServletContainerInitializer((classes, application) -> configure(application), Set.of());
        List<Connector> connectors = listeners.connectors();
        connectors.forEach(tomcat.getService()::addConnector);
        listeners.announce();
        tomcat.start();
        if (context.getState() != LifecycleState.STARTED) {
            throw new Quit(Quit.UNUSABLE, "Can't start server, see above");
        }
    }

    private void announceServices() {
        if (options.scripts().isPresent()) {
            log.server(
                    Level.INFO,
                    "Serving from directory      : " + options.scripts().get());
        } else if (!options.command().isEmpty()) {
            List<String> command = options.command();
            log.server(
                    Level.INFO,
                    "Serving using application   : " + command.get(0) + " "
                            + String.join(" ", command.subList(1, command.size())));
        }
        options.files().ifPresent(folder -> log.server(Level.INFO, "Serving static content from : " + folder));
        options.cgi().ifPresent(folder -> log.server(Level.INFO, "Serving CGI scripts from    : " + folder));
    }

    private void configure(ServletContext context) throws ServletException {
        if (context.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container) {
            EnumSet<DispatcherType> requests = EnumSet.of(DispatcherType.REQUEST);
            if (options.redirectPort() > 0) {
                context.addFilter("redirect", new Redirect(options)).addMappingForUrlPatterns(requests, true, "/*");
            }
            Optional<PublishedProgram> single =
                    options.command().isEmpty() ? Optional.empty() : Optional.of(publish(options.command()));
            if (!options.namespace().isEmpty()) {
                PlainSocketIo started = socketIo(context);
                socketIo = started;
                ProgramNamespace.serve(
                        started.namespaces().of(options.namespace()), options.event(), single.orElseThrow());
            }
            if (single.isPresent() || options.scripts().isPresent()) {
                ServerEndpointConfig config = ProgramEndpoint.config("/");
                context.addFilter(
                                "programs",
                                new ProgramFilter(
                                        router(single), log, options.upgradeHeaders(), (request, response, chain) -> {
                                            try {
                                                container.upgradeHttpToWebSocket(request, response, config, Map.of());
                                            } catch (DeploymentException e) {
                                                throw new ServletException(e);
                                            }
                                        }))
                        .addMappingForUrlPatterns(requests, true, "/*");
            }
            CgiScripts scripts = new CgiScripts(options.cgi(), options.inherited(), software, forks, log);
            ServletRegistration.Dynamic http = context.addServlet("http", new HttpSide(options, log, scripts));
            http.addMapping("/");
            ServletRegistration.Dynamic files = context.addServlet("files", new DefaultServlet());
            files.setInitParameter("listings", "false");
            files.setInitParameter("sendfileSize", "-1");
        }
    }

    private PublishedProgram.Router router(Optional<PublishedProgram> single) {
        if (single.isPresent()) {
            PublishedProgram program = single.get();
            return path -> Optional.of(new PublishedProgram.Route(program, "/", path));
        }
        return new ScriptFolder(options.scripts().orElseThrow(), file -> publish(List.of(file.toString())));
    }

    private PublishedProgram publish(List<String> command) {
        Program program = new Program(command, options.inherited(), options.framing(), options.patience());
        return programs.publish(
                program,
                new Terms(
                        options.origins(),
                        forks,
                        options.maxMessage(),
                        options.pingInterval(),
                        options.shared(),
                        options.restart(),
                        options.lookup()));
    }

    private static PlainSocketIo socketIo(ServletContext context) {
        Map<String, String> properties = System.getProperties().stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> System.getProperty(name, "")));
        List<Source> sources =
                List.of(Source.environment(System.getenv()), Source.properties("the system properties", properties));
        return PlainSocketIo.start(context, Settings.read(sources));
    }

    void await() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() throws IOException {
        try {
            if (tomcat.getServer().getState().isAvailable()) {
                tomcat.stop();
            }
            programs.close();
            PlainSocketIo started = socketIo;
            if (started != null) {
                started.close();
            }
            tomcat.destroy();
            closed.countDown();
        } catch (LifecycleException e) {
            throw new IOException(e);
        }
    }
}
