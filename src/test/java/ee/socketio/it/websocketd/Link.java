package ee.socketio.it.websocketd;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/** A connection to a server, of whatever kind. */
record Link(InputStream in, OutputStream out, Closeable socket) implements Closeable {
    private static final int PATIENCE_MILLIS = 15_000;

    private interface Opening {
        Link open() throws IOException;
    }

    private static Link open(Opening opening) {
        try {
            return opening.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Link of(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new Link(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream(), socket);
    }

    static Link tcp(int port) {
        return open(() -> of(new Socket(InetAddress.getLoopbackAddress(), port)));
    }

    static Link tls(SSLContext tls, int port) {
        return open(() -> of(tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)));
    }

    static Link unix(Path path) {
        return open(() -> {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
            return new Link(
                    new BufferedInputStream(Channels.newInputStream(channel)),
                    Channels.newOutputStream(channel),
                    channel);
        });
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
