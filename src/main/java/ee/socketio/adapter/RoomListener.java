package ee.socketio.adapter;

/**
 * Is told of the rooms of one process, and only of what has really changed. What one member does arrives in its order;
 * what several do at the same time may arrive in another, and {@link Adapter#rooms} tells what is.
 *
 * <p>Called on the thread that makes the change, without locks; must not block.
 */
public interface RoomListener {

    /** The first member is about to be in it. */
    default void created(String room) {}

    /** A member has come in; also when it joins the namespace, into the room of its own id. */
    default void joined(String room, String id) {}

    /** A member has gone out of it. */
    default void left(String room, String id) {}

    /** Nobody is left in it. */
    default void deleted(String room) {}
}
