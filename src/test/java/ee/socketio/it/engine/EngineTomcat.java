package ee.socketio.it.engine;

import ee.socketio.engine.EngineServer;
import ee.socketio.engine.EngineSession;
import ee.socketio.engine.websocket.EngineEndpoint;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Set;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/**
 * {@link EchoApplication} in a Tomcat of this process, which lets a test see its sessions. Tomcat has {@value #THREADS}
 * threads, so that whoever holds some of them is noticed.
 */
final class EngineTomcat implements AutoCloseable {
    static final int THREADS = 10;

    private final EchoApplication application = new EchoApplication();
    private final Tomcat tomcat = new Tomcat();
    private final URI base;

    EngineTomcat() {
        try {
            base = start();
        } catch (LifecycleException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private URI start() throws LifecycleException, IOException {
        File folder = Files.createTempDirectory("engine").toFile();
        folder.deleteOnExit();
        tomcat.setBaseDir(folder.getPath());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxThreads", String.valueOf(THREADS));
        connector.setProperty("maxKeepAliveRequests", "-1");
        tomcat.setConnector(connector);
        StandardContext context = (StandardContext) tomcat.addContext("", folder.getPath());
        context.setClearReferencesRmiTargets(false);
        context.setClearReferencesThreadLocals(false);
        context.setClearReferencesObjectStreamClassCaches(false);
        context.addServletContainerInitializer(new WsSci(), Set.of(EngineEndpoint.class));
        context.addServletContainerInitializer((classes, servlets) -> application.start(servlets), null);
        Tomcat.addServlet(context, "default", new DefaultServlet()).addMapping("/");
        tomcat.start();
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
    }

    URI base() {
        return base;
    }

    EngineServer engine() {
        return application.engine();
    }

    EngineSession session(String sid) {
        return application.session(sid);
    }

    String closing(String sid) {
        return application.closing(sid);
    }

    @Override
    public void close() {
        application.stop();
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new AssertionError(e);
        }
    }
}
