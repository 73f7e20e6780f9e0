package ee.socketio.process;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A client of a shared program: it delays neither the program nor the other clients. What it has not read waits, up to
 * {@value #BOUND} bytes; then it is disconnected.
 */
final class QueuedClient implements Client {
    private static final long BOUND = 1_048_576;

    /** What a message takes besides its text. */
    private static final int OVERHEAD = 64;

    private record Message(String text, ByteBuffer bytes) {
        private static final ByteBuffer NONE = ByteBuffer.allocate(0);

        int size() {
            return OVERHEAD + 2 * text.length() + bytes.remaining();
        }
    }

    private final Client client;
    private final AtomicReference<Ending> ending = new AtomicReference<>(Ending.STOPPED);
    private final Backlog<Message> backlog;

    QueuedClient(Client client, Executor executor) {
        this.client = client;
        backlog = new Backlog<>(executor, BOUND, Message::size, this::send, () -> client.end(ending.get()));
    }

    private void send(Message message) {
        boolean sent = message.text.isEmpty() && message.bytes.hasRemaining()
                ? client.binary(message.bytes)
                : client.text(message.text, true);
        if (!sent) {
            throw new IllegalStateException("gone");
        }
    }

    @Override
    public boolean text(String text, boolean last) {
        return offer(new Message(text, Message.NONE));
    }

    /** The bytes are shared with other clients and stay as they are. */
    @Override
    public boolean binary(ByteBuffer bytes) {
        return offer(new Message("", bytes.asReadOnlyBuffer()));
    }

    private boolean offer(Message message) {
        if (backlog.offer(message)) {
            return true;
        }
        client.end(Ending.TOO_SLOW);
        return false;
    }

    @Override
    public void end(Ending why) {
        ending.set(why);
        backlog.close();
    }
}
