package ee.socketio.process;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to a program. In text mode a message is collected and becomes one line of input, in binary mode its
 * parts go to the input as they come; messages of the other kind are ignored.
 */
public final class ProgramEndpoint extends Endpoint {
    private @Nullable WebSocketClient client;
    private volatile Conversation conversation = PublishedProgram.NOBODY;
    private volatile boolean gone;
    private volatile Runnable stopPings = () -> {};
    private int maxMessage;
    private long received;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(0);
    private String cut = "";

    /**
     * What a container has to know of it.
     *
     * @param path below the application's context; {@link ProgramFilter} has to answer there
     */
    public static ServerEndpointConfig config(String path) {
        return ServerEndpointConfig.Builder.create(ProgramEndpoint.class, path)
                .configurator(new ProgramConfigurator())
                .build();
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        if (!(config.getUserProperties().remove(ProgramConfigurator.VISIT) instanceof Visit visit)) {
            return;
        }
        session.getUserProperties().remove(ProgramConfigurator.VISIT);
        session.setMaxIdleTimeout(0);
        PublishedProgram program = visit.program();
        Terms terms = program.terms();
        maxMessage = terms.maxMessage() > 0 ? terms.maxMessage() : Integer.MAX_VALUE;
        WebSocketClient opened = new WebSocketClient(session, program.server(), terms.pingInterval());
        if (!visit.open()) {
            opened.end(Ending.TOO_LATE);
            return;
        }
        client = opened;
        if (!terms.pingInterval().isZero()) {
            stopPings =
                    program.server().every(opened::ping, terms.pingInterval().toMillis());
        }
        boolean binary = program.program().framing() == Program.Framing.BINARY;
        session.addMessageHandler(String.class, (part, last) -> {
            opened.heard();
            if (!binary) {
                text(part, last);
            }
        });
        session.addMessageHandler(byte[].class, (part, last) -> {
            opened.heard();
            if (binary) {
                bytes(part, last);
            }
        });
        session.addMessageHandler(PongMessage.class, pong -> opened.heard());
        conversation = program.open(opened, visit.request());
        if (gone) {
            // While the program was being started.
            gone();
        }
    }

    private void text(String part, boolean last) {
        String text = cut + part;
        cut = "";
        if (!last && !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1))) {
            // Containers cut between the halves of a character.
            cut = text.substring(text.length() - 1);
            text = text.substring(0, text.length() - 1);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!fits(bytes.length, last)) {
            return;
        }
        line.writeBytes(bytes);
        if (last) {
            line.write('\n');
            hand(line.toByteArray());
            line.reset();
        }
    }

    private void bytes(byte[] part, boolean last) {
        if (fits(part.length, last) && part.length > 0) {
            hand(part);
        }
    }

    private boolean fits(int length, boolean last) {
        received += length;
        if (received > maxMessage) {
            line.reset();
            WebSocketClient sender = client;
            if (sender != null) {
                sender.end(Ending.TOO_LARGE);
            }
            return false;
        }
        if (last) {
            received = 0;
        }
        return true;
    }

    private void hand(byte[] message) {
        WebSocketClient sender = client;
        if (sender == null) {
            return;
        }
        sender.heldUp(true);
        try {
            if (!conversation.received(message)) {
                sender.end(Ending.NOT_READ);
            }
        } finally {
            sender.heldUp(false);
        }
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        gone();
    }

    /** A lost connection; on some containers this is all that is said. */
    @Override
    public void onError(Session session, Throwable problem) {
        if (problem instanceof IOException) {
            gone();
        }
    }

    private void gone() {
        gone = true;
        stopPings.run();
        WebSocketClient of = client;
        if (of != null) {
            of.end(Ending.STOPPED);
        }
        conversation.left();
    }
}
