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
    private final @Nullable String offset;

    /** The same without offset. */
    private final Emission plain;

    private volatile @Nullable Object encoded;

    /**
     * @param json the array of the event's name and arguments, with placeholders for the attachments
     * @param isVolatile whether it is dropped where it cannot be written at once
     * @param compress whether a long-polling response that carries it may be compressed
     */
    public Emission(String namespace, String json, List<byte[]> attachments, boolean isVolatile, boolean compress) {
        this.namespace = namespace;
        this.json = json;
        this.attachments = attachments;
        this.isVolatile = isVolatile;
        this.compress = compress;
        ackId = null;
        offset = null;
        plain = this;
    }

    private Emission(Emission other, @Nullable String ackId, @Nullable String offset) {
        namespace = other.namespace;
        json = other.json;
        attachments = other.attachments;
        isVolatile = other.isVolatile;
        compress = other.compress;
        this.ackId = ackId;
        this.offset = offset;
        plain = offset == null ? this : other.plain;
    }

    /** The same with the id under which an acknowledgement is wanted. */
    public Emission withAckId(String id) {
        return new Emission(this, id, null);
    }

    /** The same with the offset by which a client says later that it knows this event and all before it. */
    public Emission withOffset(String place) {
        return new Emission(this, ackId, place);
    }

    /** The same without offset, for clients that have no use for it. */
    public Emission withoutOffset() {
        return plain;
    }

    /** The namespace it is sent in. */
    public String namespace() {
        return namespace;
    }

    /** Under which an acknowledgement is wanted, or null. */
    public @Nullable String ackId() {
        return ackId;
    }

    /** Name and arguments; without the offset, which is nothing that the application has sent. */
    public String json() {
        return json;
    }

    /** Name and arguments as the client gets them: the offset is the last argument. */
    public String jsonWithOffset() {
        return offset == null ? json : json.substring(0, json.length() - 1) + ",\"" + offset + "\"]";
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
