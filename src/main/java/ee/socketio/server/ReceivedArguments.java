package ee.socketio.server;

import ee.socketio.Arguments;
import ee.socketio.wire.socket.JsonArray;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a client has sent, as the text that came. */
final class ReceivedArguments implements Arguments {
    private final JsonBinding binding;
    private final JsonArray array;
    private final int first;
    private final List<byte[]> attachments;

    /**
     * @param first where the arguments start in the array: behind the name of an event
     */
    ReceivedArguments(JsonBinding binding, JsonArray array, int first, List<byte[]> attachments) {
        this.binding = binding;
        this.array = array;
        this.first = first;
        this.attachments = attachments;
    }

    @Override
    public int size() {
        return Math.max(0, array.size() - first);
    }

    @Override
    @SuppressWarnings("unchecked") // the binding makes what it is asked for; a primitive's class stands for its wrapper
    public <T> @Nullable T get(int index, Class<T> type) {
        return (T) get(index, (Type) type);
    }

    @Override
    public @Nullable Object get(int index, Type type) {
        if (index < 0) {
            throw new IndexOutOfBoundsException(index);
        }
        if (index >= size()) {
            return null;
        }
        int element = first + index;
        return binding.bind(
                array.text(), array.start(element), array.end(element), type, array.placeholders(), attachments);
    }

    @Override
    public String json(int index) {
        return array.json(first + Objects.checkIndex(index, size()));
    }

    @Override
    public String toString() {
        return size() + " arguments";
    }
}
