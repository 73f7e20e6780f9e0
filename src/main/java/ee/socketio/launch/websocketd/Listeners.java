package ee.socketio.launch.websocketd;

import ee.socketio.launch.tls.ServerCertificate;
import ee.socketio.launch.websocketd.WebsocketdLog.Level;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.net.SSLHostConfig;

/** Where the server listens: one connector for each address, the redirecting port, and a Unix socket. */
final class Listeners {
    private static final int THREADS_BESIDES_PROGRAMS = 200;
    private static final int THREADS_WITHOUT_LIMIT = 10_000;

    /** The bits of a Unix file's mode that tell its type, and their value for a socket (POSIX's S_IFMT, S_IFSOCK). */
    private static final int FILE_TYPE = 0xF000;

    private static final int SOCKET = 0xC000;

    /** How long a request's next bytes may take. */
    static final int TIMEOUT_MILLIS = 10_000;

    private final WebsocketdOptions options;
    private final WebsocketdLog log;

    Listeners(WebsocketdOptions options, WebsocketdLog log) {
        this.options = options;
        this.log = log;
    }

    /** The connectors, after it is known that what they are to listen on is free. */
    List<Connector> connectors() throws Quit {
        List<Connector> connectors = new ArrayList<>();
        // They start in this order: whoever is redirected finds the server.
        for (String address : addresses()) {
            if (options.port() > 0) {
                connectors.add(tcp(address, options.port(), true));
            }
        }
        for (String address : addresses()) {
            if (options.redirectPort() > 0) {
                connectors.add(tcp(address, options.redirectPort(), false));
            }
        }
        if (options.unixSocket().isPresent()) {
            connectors.add(unix(options.unixSocket().get()));
        }
        return connectors;
    }

    private List<String> addresses() {
        return options.addresses().isEmpty() ? List.of("") : options.addresses();
    }

    private Connector tcp(String address, int port, boolean main) throws Quit {
        String host = address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new Quit(
                    Quit.CANNOT_LISTEN,
                    "Can't start server: listen tcp " + address + ":" + port + ": bind: " + e.getMessage());
        }
        Connector connector = connector();
        connector.setPort(port);
        if (!host.isEmpty()) {
            connector.setProperty("address", host);
        }
        if (main && options.tls().isPresent()) {
            secure(connector, options.tls().get());
        }
        return connector;
    }

    private Connector connector() {
        Connector connector = new Connector();
        connector.setThrowOnFailure(true);
        connector.setEncodedSolidusHandling("passthrough");
        // A thread waits in a connector while a program does not read what its client sends.
        int threads = options.maxForks() > 0 ? options.maxForks() + THREADS_BESIDES_PROGRAMS : THREADS_WITHOUT_LIMIT;
        connector.setProperty("maxThreads", Integer.toString(threads));
        connector.setProperty("connectionTimeout", Integer.toString(TIMEOUT_MILLIS));
        return connector;
    }

    private static void secure(Connector connector, WebsocketdOptions.Tls tls) throws Quit {
        SSLHostConfig host = new ServerCertificate(tls.certificate(), tls.key()).secure(connector);
        if (tls.clientAuthorities().isPresent()) {
            host.setTrustStore(certificates(tls.clientAuthorities().get()));
            host.setCertificateVerification("required");
        }
    }

    /** Tomcat reads them by itself for OpenSSL alone. */
    private static KeyStore certificates(Path pem) throws Quit {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            if (store.size() > 0) {
                return store;
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new Quit(Quit.UNUSABLE, "--sslca: " + pem + ": " + e.getMessage());
        }
        throw new Quit(Quit.UNUSABLE, "--sslca: " + pem + ": no certificate in it");
    }

    private Connector unix(Path path) throws Quit {
        if (Files.exists(path)) {
            if (!isSocket(path)) {
                throw new Quit(Quit.CANNOT_LISTEN, "Can't start server: " + path + " exists and is not a socket");
            }
            try (SocketChannel peer = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                peer.connect(UnixDomainSocketAddress.of(path));
                throw new Quit(
                        Quit.CANNOT_LISTEN,
                        "Can't start server: socket " + path + " is already in use by a running server");
            } catch (IOException stale) {
                remove(path);
            }
        }
        Connector connector = connector();
        connector.setProperty("unixDomainSocketPath", path.toString());
        return connector;
    }

    private static boolean isSocket(Path path) throws Quit {
        try {
            return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? ((int) Files.getAttribute(path, "unix:mode") & FILE_TYPE) == SOCKET
                    : Files.readAttributes(path, BasicFileAttributes.class).isOther();
        } catch (IOException e) {
            throw new Quit(Quit.CANNOT_LISTEN, "Can't start server: cannot read " + path);
        }
    }

    private static void remove(Path path) throws Quit {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new Quit(Quit.CANNOT_LISTEN, "Can't start server: cannot remove " + path);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    /** Says where the server is going to listen. */
    void announce() {
        if (options.port() > 0) {
            for (String address : addresses()) {
                String host = address.isEmpty() ? hostName() : address;
                String authority = host + ":" + options.port() + "/";
                boolean programs =
                        !options.command().isEmpty() || options.scripts().isPresent();
                if (programs) {
                    log.server(Level.INFO, "Starting WebSocket server   : " + options.scheme("ws") + "://" + authority);
                }
                if (options.console()) {
                    log.server(
                            Level.INFO, "Developer console enabled   : " + options.scheme("http") + "://" + authority);
                } else if (options.files().isPresent() || options.cgi().isPresent()) {
                    log.server(
                            Level.INFO, "Serving CGI or static files : " + options.scheme("http") + "://" + authority);
                }
                if (!options.namespace().isEmpty()) {
                    log.server(
                            Level.INFO,
                            "Serving Socket.IO namespace : " + options.scheme("http") + "://" + host + ":"
                                    + options.port() + options.namespace());
                }
            }
        }
        options.unixSocket().ifPresent(path -> log.server(Level.INFO, "Starting WebSocket server   : unix:" + path));
    }
}
