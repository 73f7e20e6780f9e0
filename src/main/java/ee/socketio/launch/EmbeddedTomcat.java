package ee.socketio.launch;

import ee.socketio.launch.tls.ServerCertificate;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.jspecify.annotations.Nullable;

/** A Tomcat with one web application at {@code /}. */
final class EmbeddedTomcat implements Closeable {
    private static final Logger LOGGER = System.getLogger("ee.socketio.launch");

    /** Where the application leaves what lets its clients go; the only thing both sides know. */
    private static final String DRAIN = "ee.socketio.drain";

    /** Of Tomcat's buffers for each connection, in bytes: four, of 8 KiB each by default. */
    private static final String CONNECTION_BUFFER = "2048";

    /** Of the one that WebSockets do without. */
    private static final String RESPONSE_BUFFER = "1024";

    /** Tomcat's name for the size of three of them; it reads no other place than the system properties. */
    private static final String WEBSOCKET_BUFFER = "org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE";

    /** The first Java that has them. */
    private static final int VIRTUAL_THREADS = 21;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Tomcat tomcat = new Tomcat();
    private final Path home;
    private final String host;
    private final int port;
    private final Optional<ServerCertificate> certificate;
    private volatile @Nullable Context application;

    EmbeddedTomcat(Path home, String host, int port, Optional<ServerCertificate> certificate) {
        this.home = home;
        this.host = host;
        this.port = port;
        this.certificate = certificate;
    }

    /** Starts the web application and only then opens the port: whoever gets a connection gets an answer. */
    void start() throws StartException, LifecycleException {
        refusePortInUse();
        tomcat.setBaseDir(home.resolve("tomcat").toString());
        tomcat.setAddDefaultWebXmlToWebapp(false);
        tomcat.getEngine().setParentClassLoader(Tomcat.class.getClassLoader());
        Connector connector = connector();
        tomcat.setConnector(connector);
        StandardContext context =
                (StandardContext) tomcat.addWebapp("", home.resolve("app").toString());
        application = context;
        configure(context);
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            if (certificate.isPresent()) {
                throw unusable(certificate.get(), e);
            }
            throw e;
        }
        if (!context.getState().isAvailable()) {
            throw new StartException("the web application did not start, see above");
        }
        LOGGER.log(Level.INFO, "SIO-0010 Ready at {0}", url(connector.getLocalPort()));
    }

    /** NIO, whose fan-out costs a fraction of what NIO2's does; most connections are idle, so that their buffers are small. */
    private Connector connector() {
        if (System.getProperty(WEBSOCKET_BUFFER) == null) {
            System.setProperty(WEBSOCKET_BUFFER, CONNECTION_BUFFER);
        }
        Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
        connector.setPort(port);
        connector.setProperty("address", host);
        connector.setProperty("bindOnInit", "false");
        // A client that polls stays; Tomcat would end its connection after a hundred requests.
        connector.setProperty("maxKeepAliveRequests", "-1");
        // It would take no more than 8192 connections; how many there may be is for the operating system to say.
        connector.setProperty("maxConnections", "-1");
        // It gives the channel of a connection that has just ended to the next one. A thread that is about to write to
        // the former may then write to the latter.
        connector.setProperty("socket.bufferPool", "0");
        if (certificate.isEmpty()) {
            connector.setProperty("socket.appReadBufSize", CONNECTION_BUFFER);
            connector.setProperty("socket.appWriteBufSize", RESPONSE_BUFFER);
        }
        if (Runtime.version().feature() >= VIRTUAL_THREADS) {
            connector.setProperty("useVirtualThreads", "true");
        }
        connector.setThrowOnFailure(true);
        certificate.ifPresent(shown -> {
            shown.secure(connector);
            connector.addUpgradeProtocol(new Http2Protocol());
        });
        return connector;
    }

    /** Waits until {@link #close} is called. */
    void await() throws InterruptedException {
        // Tomcat's own await() would make stop() wait for the waiting thread, which ends only with the process.
        closed.await();
    }

    /**
     * Stops the application while the port is still open, so that its clients can take their leave: Tomcat by itself
     * closes the door first.
     */
    @Override
    public void close() throws IOException {
        try {
            Context started = application;
            if (started != null && started.getState().isAvailable()) {
                started.stop();
            }
            if (tomcat.getServer().getState().isAvailable()) {
                tomcat.stop();
            }
            tomcat.destroy();
            closed.countDown();
        } catch (LifecycleException e) {
            throw new IOException(e);
        }
    }

    private static void configure(StandardContext context) {
        context.addLifecycleListener(EmbeddedTomcat::addDefaults);
        context.addLifecycleListener(EmbeddedTomcat::drain);
        // Everything that the application consists of is known; Tomcat's own jars need no scan.
        StandardJarScanner scanner = new StandardJarScanner();
        scanner.setScanClassPath(false);
        scanner.setScanManifest(false);
        context.setJarScanner(scanner);
        // The process ends with the application: what these look for cannot leak.
        context.setClearReferencesRmiTargets(false);
        context.setClearReferencesThreadLocals(false);
        context.setClearReferencesObjectStreamClassCaches(false);
    }

    /** Once an application stops, Tomcat answers its requests by itself. */
    private static void drain(LifecycleEvent event) {
        if (event.getType().equals(Lifecycle.BEFORE_STOP_EVENT)
                && ((Context) event.getLifecycle()).getServletContext().getAttribute(DRAIN) instanceof Runnable drain) {
            drain.run();
        }
    }

    /** Of conf/web.xml only what we need: no JSP servlet, for there is no JSP compiler. */
    private static void addDefaults(LifecycleEvent event) {
        if (event.getType().equals(Lifecycle.BEFORE_START_EVENT)) {
            Context context = (Context) event.getLifecycle();
            Wrapper files = Tomcat.addServlet(context, "default", DefaultServlet.class.getName());
            files.setLoadOnStartup(1);
            files.setOverridable(true);
            files.addMapping("/");
            Tomcat.addDefaultMimeTypeMappings(context);
            context.addWelcomeFile("index.html");
        }
    }

    private static StartException unusable(ServerCertificate certificate, LifecycleException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new StartException("cannot speak TLS with " + certificate.chain() + " and " + certificate.key() + ": "
                + cause.getMessage());
    }

    private void refusePortInUse() throws StartException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new StartException("--host: \"" + host + "\" is not known (expected: a name or an address)");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw new StartException("cannot listen on " + host + ":" + port + ": " + e.getMessage()
                    + " (another process may use the port; --port chooses a different one)");
        }
    }

    private String url(int localPort) {
        return (certificate.isPresent() ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + localPort + "/";
    }
}
