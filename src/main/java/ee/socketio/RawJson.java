package ee.socketio;

/**
 * JSON that somebody else has written, to be sent as it is: as an argument of an event or an acknowledgement, or within
 * maps, lists, arrays and records that are.
 *
 * <pre>{@code
 * String stored = "{\"celsius\":21.5}";                          // by a database, for example
 * socket.emit("weather", new RawJson(stored));
 * socket.emit("cities", Map.of("Berlin", new RawJson(stored)));
 * }</pre>
 *
 * <p>It is validated when it is written; {@link Emitter#emit} throws {@link IllegalArgumentException} where it is not
 * one JSON text (RFC 8259). Objects that look like the protocol's placeholders for attachments
 * (<code>{"_placeholder":true,"num":0}</code>) are data like any other, but for an event that holds bytes besides, where
 * clients could not tell them apart: that is refused, too.
 *
 * @param text one value of any kind, white space around it allowed
 */
public record RawJson(String text) {}
