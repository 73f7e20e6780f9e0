package ee.socketio.adapter;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to any number of members. Its arguments are JSON already, and what goes over the wire is made
 * of them once, when the first member asks for it.
 */
public final class Emission {
    private final String namespace;
    private final @Nullable String ackId;
    private final String json;
    private final List<byte[]> attachments;
    private final boolean isVolatile;
    private final boolean compress;
    private volatile @Nullable Object encoded;

    /**
     * @param ackId under which an acknowledgement is wanted; null for none
     * @param json the array of the event's name and arguments, with placeholders for the attachments
     * @param isVolatile whether it is dropped where it cannot be written at once
     * @param compress whether a long-polling response that carries it may be compressed
     */
    public Emission(
            String namespace,
            @Nullable String ackId,
            String json,
            List<byte[]> attachments,
            boolean isVolatile,
            boolean compress) {
        this.namespace = namespace;
        this.ackId = ackId;
        this.json = json;
        this.attachments = attachments;
        this.isVolatile = isVolatile;
        this.compress = compress;
    }

    /** The namespace it is sent in. */
    public String namespace() {
        return namespace;
    }

    /** Under which an acknowledgement is wanted, or null. */
    public @Nullable String ackId() {
        return ackId;
    }

    /** Name and arguments. */
    public String json() {
        return json;
    }

    /** In the order of the placeholders. */
    public List<byte[]> attachments() {
        return attachments;
    }

    /** Whether it is dropped where it cannot be written at once. */
    public boolean isVolatile() {
        return isVolatile;
    }

    /** Whether a long-polling response that carries it may be compressed. */
    public boolean compress() {
        return compress;
    }

    /**
     * The form in which members of one server send it, made at the first call. All of them must ask for the same type.
     *
     * @param encoder makes it; may be called more than once when threads race
     */
    public <T> T encoded(Class<T> type, Function<Emission, T> encoder) {
        Object known = encoded;
        if (known == null) {
            known = encoder.apply(this);
            encoded = known;
        }
        return type.cast(known);
    }
}
