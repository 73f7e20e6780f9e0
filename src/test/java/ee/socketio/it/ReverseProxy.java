package ee.socketio.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * nginx or HAProxy, as Debian has them, in front of one node or two. They run the very files of {@code server-config};
 * only addresses and the paths of certificates become those of the test.
 */
final class ReverseProxy implements AutoCloseable {
    private static final Path CONFIG = Path.of("server-config");

    /** What the files are included into, as by Debian's own; all that is written stays in the folder of the test. */
    private static final String NGINX =
            """
            daemon off;
            pid nginx.pid;
            worker_processes 1;
            events {
                worker_connections 1024;
            }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                include conf.d/*.conf;
            }
            """;

    private final Path log;
    private final Process process;
    private final URI base;

    private ReverseProxy(Path home, List<String> command, Map<String, String> environment, URI base)
            throws IOException {
        this.base = base;
        log = home.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /**
     * nginx.
     *
     * @param file one of {@code server-config/nginx}
     * @param nodes in the place of ports 5001 and 5002
     */
    static ReverseProxy nginx(Path home, String file, URI... nodes) {
        return nginx(home, file, "http", "/", Map.of(), nodes);
    }

    /**
     * As {@link #nginx(Path, String, URI...)}, over TLS.
     *
     * @param path where the file has the server
     */
    static ReverseProxy nginxOverTls(Path home, String file, String path, TestCertificate certificate, URI... nodes) {
        return nginx(
                home,
                file,
                "https",
                path,
                Map.of(
                        "/etc/nginx/tls/www.example.com.pem",
                        certificate.chain().toString(),
                        "/etc/nginx/tls/www.example.com.key",
                        certificate.key().toString()),
                nodes);
    }

    private static ReverseProxy nginx(
            Path home, String file, String scheme, String path, Map<String, String> changes, URI... nodes) {
        try {
            int port = freePort();
            String text = Files.readString(CONFIG.resolve("nginx").resolve(file));
            for (int i = 0; i < nodes.length; i++) {
                text = text.replace(":500" + (i + 1), ":" + nodes[i].getPort());
            }
            for (Map.Entry<String, String> change : changes.entrySet()) {
                text = text.replace(change.getKey(), change.getValue());
            }
            text = text.replaceAll("listen (80|443)", "listen 127.0.0.1:" + port);
            Files.createDirectories(home.resolve("conf.d"));
            Files.createDirectories(home.resolve("snippets"));
            Files.writeString(home.resolve("conf.d/socketio.conf"), text);
            Files.copy(CONFIG.resolve("nginx/socketio-proxy.conf"), home.resolve("snippets/socketio-proxy.conf"));
            Files.writeString(home.resolve("nginx.conf"), NGINX);
            List<String> command = List.of("nginx", "-p", home.toString(), "-c", "nginx.conf", "-e", "stderr");
            return started(new ReverseProxy(home, command, Map.of(), at(scheme, port, path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * HAProxy.
     *
     * @param sticky how a client finds its node again, by the name of a backend in the file
     */
    static ReverseProxy haproxy(Path home, String sticky, URI one, URI two) {
        try {
            int port = freePort();
            Path file = CONFIG.resolve("haproxy/haproxy.cfg");
            return started(new ReverseProxy(
                    home,
                    List.of("haproxy", "-db", "-f", file.toString()),
                    Map.of(
                            "BIND",
                            "127.0.0.1:" + port,
                            "NODE_1",
                            one.getAuthority(),
                            "NODE_2",
                            two.getAuthority(),
                            "STICKY",
                            sticky),
                    at("http", port, "/")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI at(String scheme, int port, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static ReverseProxy started(ReverseProxy proxy) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!proxy.isListening()) {
            if (!proxy.process.isAlive() || System.nanoTime() > end) {
                proxy.close();
                throw new AssertionError("it does not listen; its log:\n" + Files.readString(proxy.log));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
        return proxy;
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where clients find it; ends with a slash. */
    URI base() {
        return base;
    }

    @Override
    public void close() {
        ServerProcess.end(process);
    }
}
