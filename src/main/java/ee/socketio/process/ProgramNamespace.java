package ee.socketio.process;

import ee.socketio.ConnectionRefused;
import ee.socketio.Event;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A program as a Socket.IO namespace: a line that it prints is an event with one string, and each such event of a client
 * is a line of its input. In binary mode both are bytes.
 *
 * <p>Each socket has a process of its own, or all share one, to which they are one client: a line is encoded once. The
 * protocol knows no waiting: a socket that does not read as fast as its program prints is disconnected when more waits
 * for it than the server's {@code max-queue-bytes}.
 */
public final class ProgramNamespace {
    /** How long after ours the handlers may take that come later. */
    private static final long REFUSAL_MILLIS = 10_000;

    private final Namespace namespace;
    private final String event;
    private final PublishedProgram program;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Everybody common;

    private ProgramNamespace(Namespace namespace, String event, PublishedProgram program) {
        this.namespace = namespace;
        this.event = event;
        this.program = program;
    }

    /**
     * Serves a namespace from now on.
     *
     * @param event the name of the events, in both directions
     */
    public static void serve(Namespace namespace, String event, PublishedProgram program) {
        namespace.onConnect(new ProgramNamespace(namespace, event, program)::connected);
    }

    private void connected(Socket socket) throws ConnectionRefused {
        ClientRequest request = ClientRequest.of(socket.handshake(), namespace.name());
        if (!program.server().isOpen()) {
            program.server().log().refused(ProcessLog.Subject.of(request, program.command()), "the server stops");
            throw new ConnectionRefused("the server stops");
        }
        if (program.terms().shared()) {
            Everybody everybody = join(socket, request);
            socket.on(event, message -> {
                if (!everybody.conversation.received(input(message))) {
                    socket.disconnect();
                }
            });
            whenGone(socket, () -> leave(everybody, socket));
            return;
        }
        if (!program.admit()) {
            program.server().log().exhausted(ProcessLog.Subject.of(request, program.command()));
            throw new ConnectionRefused("too many programs");
        }
        Conversation conversation = program.open(new SocketClient(socket, event), request);
        socket.on(event, message -> conversation.received(input(message)));
        whenGone(socket, conversation::left);
    }

    /** A handler that comes after ours may refuse the client, which no listener is told of. */
    private void whenGone(Socket socket, Runnable leave) {
        socket.onDisconnect((gone, reason) -> leave.run());
        program.server()
                .later(
                        () -> {
                            if (socket.disconnected()) {
                                leave.run();
                            }
                        },
                        REFUSAL_MILLIS);
    }

    private Everybody join(Socket socket, ClientRequest request) {
        lock.lock();
        try {
            Everybody everybody = common;
            if (everybody == null) {
                everybody = new Everybody();
                common = everybody;
                everybody.conversation = program.open(everybody, request);
            }
            everybody.members.add(socket);
            return everybody;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Everybody everybody, Socket socket) {
        lock.lock();
        try {
            everybody.members.remove(socket);
            if (everybody.members.isEmpty() && common == everybody) {
                common = null;
                everybody.conversation.left();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The first argument; what is no string as its JSON, none as an empty line. */
    private byte[] input(Event message) {
        boolean binary = program.program().framing() == Program.Framing.BINARY;
        if (message.arguments().size() == 0) {
            return binary ? new byte[0] : new byte[] {'\n'};
        }
        String json = message.arguments().json(0);
        if (binary && json.startsWith("{")) {
            byte[] bytes = message.arguments().get(0, byte[].class);
            return bytes == null ? new byte[0] : bytes;
        }
        String text = json.startsWith("\"") ? message.arguments().get(0, String.class) : json;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(String.valueOf(text).getBytes(StandardCharsets.UTF_8));
        if (!binary) {
            line.write('\n');
        }
        return line.toByteArray();
    }

    /** All sockets of the namespace, until their common program ends for good; who comes then begins anew. */
    private final class Everybody implements Client {
        private final Set<Socket> members = new HashSet<>();
        private Conversation conversation = PublishedProgram.NOBODY;

        @Override
        public boolean text(String text, boolean last) {
            namespace.emit(event, text);
            return true;
        }

        @Override
        public boolean binary(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            namespace.emit(event, (Object) copy);
            return true;
        }

        @Override
        public void end(Ending ending) {
            List<Socket> gone;
            lock.lock();
            try {
                gone = List.copyOf(members);
                members.clear();
                if (common == this) {
                    common = null;
                    conversation.left();
                }
            } finally {
                lock.unlock();
            }
            gone.forEach(Socket::disconnect);
        }
    }
}
