package ee.socketio;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called when a client sends an event.
 *
 * <pre>{@code
 * record Line(String room, String text) {}
 *
 * @OnEvent
 * void say(Socket socket, Line line) {                           // socket.emit("say", {room: "hall", text: "hello"})
 *     socket.to(line.room()).emit("said", line.text());
 * }
 *
 * @OnEvent("how many")
 * int members(Namespace namespace, String room) {                // socket.emit("how many", "hall", callback)
 *     return namespace.to(room).sockets().size();
 * }
 * }</pre>
 *
 * <p>Parameters: {@link Event}, {@link Arguments}, {@link Ack} and those of {@link OnConnect}; all others are the
 * event's arguments by position, see {@link Arguments#get} for their types. An argument that the client did not send
 * is null, empty for {@code Optional}, and for a primitive type an error; what it sent beyond them is left alone.
 *
 * <p>What the method returns acknowledges the event: nothing for {@code void}, several values for {@link Ack#of}, the
 * outcome for a {@code CompletionStage}. A {@code void} method that takes the {@link Ack} acknowledges by itself. A
 * method that fails does not acknowledge, unless it throws {@link EventRefused}; see {@link OnError}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnEvent {
    /**
     * The event's name, by default the method's; {@code *} for all that neither another method of the namespace's
     * beans nor a listener of {@link Socket#on} handles.
     */
    String value() default "";
}
