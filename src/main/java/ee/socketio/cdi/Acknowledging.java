package ee.socketio.cdi;

import ee.socketio.Ack;
import ee.socketio.Event;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a handler method returns is what the client's callback gets. */
final class Acknowledging {

    private Acknowledging() {}

    static void answer(Event event, HandlerMethod method, @Nullable Object returned) {
        if (!event.ack().isRequested() || method.acknowledgesItself()) {
            return;
        }
        if (returned instanceof CompletionStage<?> stage) {
            BiConsumer<@Nullable Object, @Nullable Throwable> answer = (value, failure) -> {
                if (failure == null) {
                    send(event.ack(), value, false);
                }
            };
            stage.whenComplete(answer);
        } else {
            send(event.ack(), returned, method.returnsNothing());
        }
    }

    private static void send(Ack ack, @Nullable Object value, boolean nothing) {
        if (nothing) {
            ack.send();
        } else if (value instanceof Ack.Values values) {
            ack.send(values.list().toArray());
        } else {
            ack.send(new @Nullable Object[] {value});
        }
    }
}
