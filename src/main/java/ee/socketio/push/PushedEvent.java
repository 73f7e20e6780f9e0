package ee.socketio.push;

import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.Namespace;
import ee.socketio.wire.engine.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One event that a back end wants to be sent. Nothing about it can fail any more, but that its namespace may not exist.
 *
 * @param rooms which to send to, sockets' ids among them; the whole namespace when empty
 * @param args as {@link ee.socketio.Emitter#emit} takes them
 * @param ack how long to wait for the acknowledgements; empty when none are wanted
 */
record PushedEvent(
        String namespace,
        String event,
        List<String> rooms,
        List<String> except,
        List<Object> args,
        boolean isVolatile,
        Optional<Duration> ack) {

    /** Sends it; completes at once when no acknowledgements are wanted. */
    CompletionStage<Answer> send(Namespace namespace) {
        BroadcastOperator target = target(namespace);
        if (ack.isPresent()) {
            int recipients = target.sockets().size();
            return target.timeout(ack.get())
                    .emitWithAck(event, args.toArray())
                    .handle((answers, failure) ->
                            failure == null ? acknowledged(recipients, answers, true) : partly(recipients, failure));
        }
        return CompletableFuture.completedFuture(new Answer(202, "{\"recipients\":" + emit(namespace) + "}"));
    }

    /** Sends it without waiting for anything; to how many sockets. */
    int emit(Namespace namespace) {
        BroadcastOperator target = target(namespace);
        int recipients = target.sockets().size();
        target.emit(event, args.toArray());
        return recipients;
    }

    private BroadcastOperator target(Namespace namespace) {
        BroadcastOperator target = rooms.isEmpty() ? namespace : namespace.to(rooms.toArray(String[]::new));
        if (!except.isEmpty()) {
            target = target.except(except.toArray(String[]::new));
        }
        return isVolatile ? target.asVolatile() : target;
    }

    private static Answer partly(int recipients, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof AckTimeoutException timeout) {
            return acknowledged(recipients, timeout.responses(), false);
        }
        throw new CompletionException(cause);
    }

    private static Answer acknowledged(int recipients, List<Arguments> answers, boolean complete) {
        String json = answers.stream()
                .map(answer -> IntStream.range(0, answer.size())
                        .mapToObj(answer::json)
                        .collect(Collectors.joining(",", "[", "]")))
                .collect(Collectors.joining(",", "[", "]"));
        return new Answer(
                200, "{\"recipients\":" + recipients + ",\"complete\":" + complete + ",\"answers\":" + json + "}");
    }

    /** What it was, for the log. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        Json.quote(event, text);
        text.append(" to ");
        Json.quote(namespace, text);
        return text.toString();
    }
}
