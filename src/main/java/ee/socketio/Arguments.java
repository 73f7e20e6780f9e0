package ee.socketio;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of an event or of an acknowledgement, in the order in which the client sent them.
 *
 * <p>They are kept as the JSON text that arrived and bound when asked for, each time anew: an argument that nobody
 * looks at costs nothing. Binary attachments appear in their place as {@code byte[]} or {@code ByteBuffer}, also
 * within objects.
 *
 * <pre>{@code
 * record Reading(String sensor, double value) {}
 * …
 * socket.on("reading", event -> {                                // socket.emit("reading", {sensor: "a", value: 1.5})
 *     Arguments arguments = event.arguments();
 *     Reading reading = arguments.get(0, Reading.class);
 *     String unit = arguments.size() > 1 ? arguments.get(1, String.class) : "celsius";
 *     socket.to(reading.sensor()).emit("value", reading.value(), unit);
 *     socket.to("log").emit("raw", new RawJson(arguments.json(0)));
 * });
 * }</pre>
 */
public interface Arguments {

    /** How many there are. */
    int size();

    /**
     * Binds one argument.
     *
     * @param index from 0
     * @param type {@code String}, {@code boolean}, a number (which must fit exactly: 1.5 is no {@code int}), an enum,
     *     {@code byte[]}, {@code ByteBuffer}, {@code Optional}, {@code List}, {@code Set}, {@code Map}, an array, a
     *     record of such things, {@code JsonValue}, {@code Object} (for whatever came), or any class that JSON-B binds.
     *     A record's member that was not sent is null, empty for {@code Optional}, and for a primitive type an error
     * @return null for JSON {@code null} and for an argument that the client did not send
     * @throws IllegalArgumentException when the argument does not fit the type; the message says what was found
     */
    <T> @Nullable T get(int index, Class<T> type);

    /** As {@link #get(int, Class)}, for generic types such as {@code List<Reading>}. */
    @Nullable
    Object get(int index, Type type);

    /**
     * The JSON text of one argument, as it came; attachments are seen as their placeholder objects.
     *
     * @throws IndexOutOfBoundsException when there are not that many
     */
    String json(int index);
}
