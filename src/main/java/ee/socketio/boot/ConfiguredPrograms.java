package ee.socketio.boot;

import ee.socketio.NamespaceRegistry;
import ee.socketio.config.ProcessSettings;
import ee.socketio.config.SettingsException;
import ee.socketio.process.Commands;
import ee.socketio.process.ForkLimit;
import ee.socketio.process.OriginRule;
import ee.socketio.process.Program;
import ee.socketio.process.ProgramEndpoint;
import ee.socketio.process.ProgramFilter;
import ee.socketio.process.ProgramNamespace;
import ee.socketio.process.ProgramServer;
import ee.socketio.process.PublishedProgram;
import ee.socketio.process.Restart;
import ee.socketio.process.SystemProcessLog;
import ee.socketio.process.Terms;
import ee.socketio.server.SocketServer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The programs of {@code socketio.process.<name>}: a WebSocket each, and a namespace if one is given. There is nothing
 * of this when none is configured.
 */
final class ConfiguredPrograms {
    private static final Logger LOGGER = System.getLogger("ee.socketio.boot");
    private static final String SOFTWARE = "websocketd/socketio-ee";

    private ConfiguredPrograms() {}

    /**
     * Makes them reachable while an application is being initialized, and ends them with it.
     *
     * @throws SettingsException when one of them cannot be
     */
    static void start(ServletContext context, Map<String, ProcessSettings> programs, NamespaceRegistry namespaces) {
        if (programs.isEmpty()) {
            return;
        }
        checkNamespaces(programs);
        Map<String, List<String>> commands = new LinkedHashMap<>();
        programs.forEach((name, settings) -> commands.put(name, command(name, settings)));
        AtomicInteger thread = new AtomicInteger();
        SystemProcessLog log = new SystemProcessLog();
        ProgramServer server = new ProgramServer(
                log,
                SOFTWARE,
                ProgramServer.Closing.CLEAN,
                task -> AsyncModes.daemon(
                        task, "socketio-process-" + thread.incrementAndGet(), context.getClassLoader()));
        Map<String, String> paths = new LinkedHashMap<>();
        programs.forEach((name, settings) -> {
            PublishedProgram program =
                    server.publish(program(commands.getOrDefault(name, List.of()), settings), terms(settings));
            String path = settings.path().isEmpty() ? "/" + name : settings.path();
            paths.put(name, path);
            Optional<PublishedProgram.Route> route = Optional.of(new PublishedProgram.Route(program, path, ""));
            context.addFilter(
                            "socketio-process-" + name,
                            new ProgramFilter(ignored -> route, log, Map.of(), ProgramFilter.Upgrade.REGISTERED))
                    .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, path);
            if (!settings.namespace().isEmpty()) {
                ProgramNamespace.serve(namespaces.of(settings.namespace()), settings.event(), program);
            }
            LOGGER.log(
                    Level.INFO,
                    "SIO-0700 Program {0} answers at {1}{2}: {3}",
                    name,
                    context.getContextPath(),
                    path,
                    settings.command());
        });
        context.addListener(new Endpoints(server, paths));
    }

    /** One program speaks in a namespace, and says nothing that the protocol has a meaning for. */
    static void checkNamespaces(Map<String, ProcessSettings> programs) {
        Map<String, String> speakers = new HashMap<>();
        programs.forEach((name, settings) -> {
            if (settings.namespace().isEmpty()) {
                return;
            }
            String setting = "socketio.process." + name;
            if (SocketServer.isReserved(settings.event())) {
                throw new SettingsException(setting + ".event: \"" + settings.event()
                        + "\" is reserved (expected: a name such as message)");
            }
            String other = speakers.putIfAbsent(settings.namespace(), name);
            if (other != null) {
                throw new SettingsException(setting + ".namespace: " + settings.namespace()
                        + " is that of socketio.process." + other + " (expected: one of its own)");
            }
        });
    }

    private static List<String> command(String name, ProcessSettings settings) {
        List<String> words = Commands.words(settings.command());
        if (words.isEmpty()) {
            throw new SettingsException(
                    "socketio.process." + name + ".command: missing (expected: a program and its arguments)");
        }
        return Commands.resolve(words)
                .orElseThrow(() -> new SettingsException("socketio.process." + name + ".command: \"" + words.get(0)
                        + "\" (expected: an executable file, or the name of one in a folder of PATH)"));
    }

    private static Program program(List<String> command, ProcessSettings settings) {
        Map<String, String> inherited = new LinkedHashMap<>();
        for (String variable : settings.passEnv()) {
            String value = System.getenv(variable);
            if (value != null) {
                inherited.put(variable, value);
            }
        }
        Program.Framing framing = settings.binary()
                ? Program.Framing.BINARY
                : settings.passStderr() ? Program.Framing.TAGGED_LINES : Program.Framing.LINES;
        return new Program(command, inherited, framing, settings.closeTime());
    }

    private static Terms terms(ProcessSettings settings) {
        return new Terms(
                OriginRule.ownAnd(settings.origins()),
                new ForkLimit(settings.maxForks()),
                settings.maxFrameSize(),
                settings.pingInterval(),
                settings.shared(),
                Restart.valueOf(settings.restart().name()),
                false);
    }

    /** Registers the endpoints as soon as the container takes them, which not all do before listeners are told. */
    private record Endpoints(ProgramServer server, Map<String, String> paths) implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent event) {
            if (!(event.getServletContext().getAttribute(ServerContainer.class.getName())
                    instanceof ServerContainer container)) {
                throw new IllegalStateException("the container has no WebSocket");
            }
            paths.forEach((name, path) -> {
                try {
                    container.addEndpoint(ProgramEndpoint.config(path));
                } catch (DeploymentException e) {
                    throw new IllegalStateException("socketio.process." + name + ".path: " + path + " is taken", e);
                }
            });
        }

        @Override
        public void contextDestroyed(ServletContextEvent event) {
            server.close();
        }
    }
}
