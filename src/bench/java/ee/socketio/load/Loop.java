package ee.socketio.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Iterator;

/** Waits for many sockets on one thread. */
final class Loop implements AutoCloseable {
    private final Selector selector;

    Loop() throws IOException {
        selector = Selector.open();
    }

    /** A new socket on its way to a server; the wire is told when it has arrived. */
    void connect(InetSocketAddress server, Wire wire) throws IOException {
        connect(SocketChannel.open(), server, wire);
    }

    /**
     * The same from an address of this machine.
     *
     * @throws IOException also when all its ports are taken
     */
    void connect(InetAddress source, InetSocketAddress server, Wire wire) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(source, 0));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        connect(channel, server, wire);
    }

    private void connect(SocketChannel channel, InetSocketAddress server, Wire wire) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, wire);
        wire.attached(key);
        channel.connect(server);
    }

    /** Serves whatever is ready, for a while. */
    void run(long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            selector.select(Math.max(1, left / 1_000_000));
            for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                SelectionKey key = keys.next();
                keys.remove();
                ((Wire) key.attachment()).ready();
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
