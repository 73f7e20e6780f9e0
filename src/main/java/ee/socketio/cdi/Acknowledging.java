package ee.socketio.cdi;

import ee.socketio.Ack;
import ee.socketio.Event;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a handler method returns is what the client's callback gets. */
final class Acknowledging {

    private Acknowledging() {}

    /**
     * @param failed told when a stage completes exceptionally, or with what cannot be written
     * @throws IllegalArgumentException when what was returned cannot be written
     */
    static void answer(Event event, HandlerMethod method, @Nullable Object returned, Consumer<Throwable> failed) {
        if (returned instanceof CompletionStage<?> stage) {
            BiConsumer<@Nullable Object, @Nullable Throwable> answer =
                    (value, failure) -> later(event, method, value, failure, failed);
            stage.whenComplete(answer);
        } else {
            send(event.ack(), method, returned);
        }
    }

    private static void later(
            Event event,
            HandlerMethod method,
            @Nullable Object value,
            @Nullable Throwable failure,
            Consumer<Throwable> failed) {
        if (failure != null) {
            Throwable cause = failure.getCause();
            failed.accept(failure instanceof CompletionException && cause != null ? cause : failure);
            return;
        }
        try {
            send(event.ack(), method, value);
        } catch (IllegalArgumentException e) {
            failed.accept(e);
        }
    }

    private static void send(Ack ack, HandlerMethod method, @Nullable Object value) {
        if (method.returnsNothing()) {
            if (!method.acknowledgesItself()) {
                ack.send();
            }
        } else if (value instanceof Ack.Values values) {
            ack.send(values.list().toArray());
        } else {
            ack.send(new @Nullable Object[] {value});
        }
    }
}
