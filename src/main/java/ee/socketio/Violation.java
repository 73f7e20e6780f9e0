package ee.socketio;

/**
 * What is wrong with one value that a client has sent.
 *
 * <pre>{@code
 * record Trip(LocalDate from, LocalDate to) {}
 *
 * @OnEvent
 * void book(Trip trip) {
 *     if (trip.to().isBefore(trip.from())) {
 *         throw new EventRefused("Invalid arguments", List.of(new Violation("0.to", "must not be before from")));
 *     }
 * }
 * }</pre>
 *
 * @param path where it is: the position of the event's argument, or {@code auth}, or the name of a {@link PathParam};
 *     then the members that lead to the value, for example {@code 0.lines[2].count}
 * @param message in the language of the server
 */
public record Violation(String path, String message) {}
