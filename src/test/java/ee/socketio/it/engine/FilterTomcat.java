package ee.socketio.it.engine;

import ee.socketio.engine.servlet.EngineFilter;
import ee.socketio.engine.websocket.EngineEndpoint;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.websocket.server.WsSci;

/**
 * A Tomcat of this process with the two doors to an engine. It has {@value #THREADS} threads, so that whoever holds some
 * of them is noticed, and small send buffers, so that a peer that does not read is noticed early.
 */
final class FilterTomcat implements AutoCloseable {
    static final int THREADS = 10;
    private static final String SEND_BUFFER_BYTES = "16384";

    private final Tomcat tomcat = new Tomcat();
    private final URI base;

    FilterTomcat(EngineFilter filter) {
        this(context -> register(filter, context));
    }

    /**
     * @param application registers what it consists of besides the endpoint
     */
    FilterTomcat(Consumer<ServletContext> application) {
        try {
            base = start(application);
        } catch (LifecycleException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private URI start(Consumer<ServletContext> application) throws LifecycleException, IOException {
        File folder = Files.createTempDirectory("engine").toFile();
        folder.deleteOnExit();
        tomcat.setBaseDir(folder.getPath());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxThreads", String.valueOf(THREADS));
        connector.setProperty("maxKeepAliveRequests", "-1");
        connector.setProperty("socket.txBufSize", SEND_BUFFER_BYTES);
        tomcat.setConnector(connector);
        StandardContext context = (StandardContext) tomcat.addContext("", folder.getPath());
        context.setClearReferencesRmiTargets(false);
        context.setClearReferencesThreadLocals(false);
        context.setClearReferencesObjectStreamClassCaches(false);
        context.addServletContainerInitializer(new WsSci(), Set.of(EngineEndpoint.class));
        context.addServletContainerInitializer((classes, servlets) -> application.accept(servlets), null);
        context.getPipeline().addValve(new Doorman());
        Tomcat.addServlet(context, "default", new DefaultServlet()).addMapping("/");
        tomcat.start();
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
    }

    private static void register(EngineFilter filter, ServletContext context) {
        FilterRegistration.Dynamic registration = context.addFilter("socketio", filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/socket.io/*");
    }

    /** Takes everybody's word for who they are; all are workers. */
    private static final class Doorman extends ValveBase {
        Doorman() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            String name = request.getHeader("X-User");
            if (name != null) {
                request.setUserPrincipal(new GenericPrincipal(name, List.of("worker")));
            }
            getNext().invoke(request, response);
        }
    }

    URI base() {
        return base;
    }

    /** How many TCP connections Tomcat has; it counts the one it is waiting for, too. */
    long connections() {
        return ((AbstractProtocol<?>) tomcat.getConnector().getProtocolHandler()).getConnectionCount() - 1;
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new AssertionError(e);
        }
    }
}
