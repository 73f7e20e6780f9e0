package ee.socketio;

/**
 * What is wrong with one value that a client has sent.
 *
 * @param path where it is: the position of the event's argument, or {@code auth}, or the name of a {@link PathParam};
 *     then the members that lead to the value, for example {@code 0.lines[2].count}
 * @param message in the language of the server
 */
public record Violation(String path, String message) {}
