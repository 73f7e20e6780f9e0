package ee.socketio.engine;

import java.util.Optional;

/** The transports a WAR can serve, under their names in the query parameter {@code transport}. */
public enum TransportName {
    /** HTTP long-polling. */
    POLLING("polling"),
    /** WebSocket. */
    WEBSOCKET("websocket");

    private final String text;

    TransportName(String text) {
        this.text = text;
    }

    /** The name on the wire. */
    public String text() {
        return text;
    }

    /** The transport of that name, which is case-sensitive. */
    public static Optional<TransportName> of(String text) {
        for (TransportName name : values()) {
            if (name.text.equals(text)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
