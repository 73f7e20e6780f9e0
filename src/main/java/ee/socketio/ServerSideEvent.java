package ee.socketio;

/**
 * An event that another server of the cluster has sent with {@link Namespace#serverSideEmit}.
 *
 * <pre>{@code
 * Map<String, Integer> prices = new ConcurrentHashMap<>();
 * …
 * namespace.on("price", event -> {
 *     Arguments arguments = event.arguments();
 *     prices.put(arguments.get(0, String.class), arguments.get(1, Integer.class));
 * });
 *
 * prices.put("tea", 3);
 * namespace.serverSideEmit("price", "tea", 3);                   // the other servers put it, too
 * }</pre>
 */
public interface ServerSideEvent {

    /** The event's name. */
    String name();

    /** What the other server sent with it. */
    Arguments arguments();

    /** The other server's wish for an answer; sending to it does nothing when it has none. */
    Ack ack();
}
