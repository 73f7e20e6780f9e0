package ee.socketio.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program that clients may talk to.
 *
 * @param command the executable and its arguments; no shell is involved, and nothing of a request is added to it
 * @param inherited the variables that it gets besides those that describe the request
 * @param framing how its output becomes messages
 * @param patience added to each time it is given to end by itself, see {@link ProcessTree#end}
 */
public record Program(List<String> command, Map<String, String> inherited, Framing framing, Duration patience) {

    /** How output becomes messages, and messages become input. */
    public enum Framing {
        /** A line is a text message; the program's standard error is logged. */
        LINES,
        /** A line is a text message that tells by JSON whether it was printed as output or as an error. */
        TAGGED_LINES,
        /** What is read at once is a binary message; messages go to the input unaltered. */
        BINARY
    }

    /** Copies what it is given. */
    public Program {
        command = List.copyOf(command);
        inherited = Map.copyOf(inherited);
    }
}
