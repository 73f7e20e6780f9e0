package ee.socketio;

/** An event that another server of the cluster has sent with {@link Namespace#serverSideEmit}. */
public interface ServerSideEvent {

    /** The event's name. */
    String name();

    /** What the other server sent with it. */
    Arguments arguments();

    /** The other server's wish for an answer; sending to it does nothing when it has none. */
    Ack ack();
}
