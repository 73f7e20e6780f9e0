package ee.socketio.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One socket: what comes is gathered until its reader can use it, what cannot leave at once waits. */
final class Wire {

    /** What reads the bytes. */
    interface Reader {
        /** The server has accepted. */
        void connected() throws IOException;

        /**
         * Bytes have come.
         *
         * @return how many of them were used; the others come again, with more behind them
         */
        int read(byte[] bytes, int from, int to) throws IOException;

        /** The socket has ended. */
        void ended(String reason);
    }

    private static final ByteBuffer INPUT = ByteBuffer.allocateDirect(256 * 1024);
    private static final byte[] NO_BYTES = {};
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Reader reader;
    private byte[] unused = NO_BYTES;
    private ByteBuffer unsent = NOTHING;
    private @Nullable SelectionKey key;

    Wire(Reader reader) {
        this.reader = reader;
    }

    void attached(SelectionKey attached) {
        key = attached;
    }

    private SelectionKey key() {
        if (key == null) {
            throw new IllegalStateException("not attached");
        }
        return key;
    }

    private SocketChannel channel() {
        return (SocketChannel) key().channel();
    }

    void ready() {
        try {
            if (key().isConnectable()) {
                channel().finishConnect();
                key().interestOps(SelectionKey.OP_READ);
                reader.connected();
                return;
            }
            if (key().isWritable()) {
                channel().write(unsent);
                if (!unsent.hasRemaining()) {
                    unsent = NOTHING;
                    key().interestOps(SelectionKey.OP_READ);
                }
            }
            if (key().isReadable()) {
                read();
            }
        } catch (IOException | RuntimeException e) {
            close();
            reader.ended(e.toString());
        }
    }

    private void read() throws IOException {
        INPUT.clear();
        int count = channel().read(INPUT);
        if (count < 0) {
            close();
            reader.ended("closed by the server");
            return;
        }
        byte[] bytes = Arrays.copyOf(unused, unused.length + count);
        INPUT.flip();
        INPUT.get(bytes, unused.length, count);
        int used = 0;
        while (used < bytes.length) {
            int more = reader.read(bytes, used, bytes.length);
            if (more == 0) {
                break;
            }
            used += more;
        }
        unused = used == bytes.length ? NO_BYTES : Arrays.copyOfRange(bytes, used, bytes.length);
    }

    void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (!unsent.hasRemaining()) {
            channel().write(buffer);
        }
        if (buffer.hasRemaining()) {
            ByteBuffer more = ByteBuffer.allocate(unsent.remaining() + buffer.remaining());
            unsent = more.put(unsent).put(buffer).flip();
            key().interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    void close() {
        try {
            channel().close();
        } catch (IOException gone) {
            // That was the aim.
        }
    }
}
