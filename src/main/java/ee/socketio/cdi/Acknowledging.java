package ee.socketio.cdi;

import ee.socketio.Ack;
import ee.socketio.Event;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a handler method returns is what the client's callback gets. */
final class Acknowledging {

    private Acknowledging() {}

    static void answer(Event event, HandlerMethod method, @Nullable Object returned) {
        if (returned instanceof CompletionStage<?> stage) {
            BiConsumer<@Nullable Object, @Nullable Throwable> answer = (value, failure) -> later(event, value, failure);
            stage.whenComplete(answer);
        } else if (method.returnsNothing()) {
            if (!method.acknowledgesItself()) {
                event.ack().send();
            }
        } else {
            send(event.ack(), returned);
        }
    }

    private static void later(Event event, @Nullable Object value, @Nullable Throwable failure) {
        if (failure != null) {
            Throwable cause = failure.getCause();
            event.fail(failure instanceof CompletionException && cause != null ? cause : failure);
            return;
        }
        try {
            send(event.ack(), value);
        } catch (IllegalArgumentException e) {
            event.fail(e);
        }
    }

    static void send(Ack ack, @Nullable Object value) {
        if (value instanceof Ack.Values values) {
            ack.send(values.list().toArray());
        } else {
            ack.send(new @Nullable Object[] {value});
        }
    }
}
