package ee.socketio.process;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * A client of a shared program: it delays neither the program nor the other clients. What it has not read waits, up to
 * {@value #BOUND} bytes; then it is disconnected.
 */
final class QueuedClient implements Client {
    private static final long BOUND = 1_048_576;

    /** What a message takes besides its text. */
    private static final int OVERHEAD = 64;

    private record Message(int size, Predicate<Client> sending) {}

    private final Client client;
    private final Executor executor;
    private final AtomicBoolean gaveUp = new AtomicBoolean();
    private volatile Ending ending = Ending.STOPPED;
    private final Backlog<Message> backlog;

    QueuedClient(Client client, Executor executor) {
        this.client = client;
        this.executor = executor;
        backlog = new Backlog<>(executor, BOUND, Message::size, this::send, () -> client.end(ending));
    }

    private void send(Message message) {
        if (!message.sending.test(client)) {
            throw new IllegalStateException("gone");
        }
    }

    @Override
    public boolean text(String text, boolean last) {
        return offer(new Message(OVERHEAD + 2 * text.length(), to -> to.text(text, true)));
    }

    /** The bytes are shared with other clients and stay as they are. */
    @Override
    public boolean binary(ByteBuffer bytes) {
        return offer(new Message(OVERHEAD + bytes.remaining(), to -> to.binary(bytes.duplicate())));
    }

    private boolean offer(Message message) {
        if (gaveUp.get()) {
            return false;
        }
        boolean room = backlog.offer(message);
        if (!room && gaveUp.compareAndSet(false, true)) {
            // Elsewhere, for a client that does not read delays its close frame, too.
            executor.execute(() -> client.end(Ending.TOO_SLOW));
        }
        return room;
    }

    @Override
    public void end(Ending why) {
        ending = why;
        try {
            backlog.close();
        } catch (RejectedExecutionException stopped) {
            client.end(why);
        }
    }
}
