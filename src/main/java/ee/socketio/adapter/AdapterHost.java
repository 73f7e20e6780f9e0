package ee.socketio.adapter;

import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The namespace that an adapter works for. */
public interface AdapterHost {

    /** The namespace's name, with its leading slash. */
    String namespace();

    /** A new id under which the members of this process can be asked for an acknowledgement. */
    String nextAckId();

    /**
     * Hands an event of {@link Adapter#serverSideEmit} on another server to the listeners of this one. Returns at once.
     *
     * @param reply takes the answer, at most one; empty when none is wanted
     */
    void serverSideEvent(Emission event, Optional<Consumer<Answer>> reply);

    /**
     * A value as JSON, written as those of an event are, for what goes to other nodes.
     *
     * @throws IllegalArgumentException when it cannot be written, or holds bytes
     */
    String json(@Nullable Object value);

    /**
     * A value from JSON that another node has written.
     *
     * @throws IllegalArgumentException when it does not fit the type
     */
    @Nullable
    Object bind(String json, Type type);

    /** What a {@link RecoveringAdapter} needs; empty when connection state recovery is off. */
    Optional<Recovery> recovery();
}
