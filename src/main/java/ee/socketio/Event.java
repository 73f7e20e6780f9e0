package ee.socketio;

/**
 * One event on its way from a client to a handler.
 *
 * <pre>{@code
 * String report(int year) {
 *     return "All was well in " + year + ".";
 * }
 * …
 * socket.on("report", event -> {
 *     int year = event.arguments().get(0, int.class);
 *     CompletableFuture.supplyAsync(() -> report(year)).whenComplete((report, failure) -> {
 *         if (failure == null) {
 *             event.ack().send(report);
 *         } else {
 *             event.fail(failure);
 *         }
 *     });
 * });
 * }</pre>
 */
public interface Event {

    /** The event's name. */
    String name();

    /** The socket it came from. */
    Socket socket();

    /** What the client sent with it. */
    Arguments arguments();

    /** The client's wish for an acknowledgement; sending to it does nothing when the client has none. */
    Ack ack();

    /**
     * Hands a failure to the error handlers, as if a listener had thrown it: for what goes on after the listener has
     * returned.
     */
    void fail(Throwable failure);
}
