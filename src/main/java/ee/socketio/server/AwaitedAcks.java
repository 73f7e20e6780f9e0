package ee.socketio.server;

import ee.socketio.adapter.Acknowledgements;
import ee.socketio.adapter.Answer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The acknowledgements that one client has been asked for. */
final class AwaitedAcks {
    private final Map<Long, Acknowledgements> awaited = new ConcurrentHashMap<>(0);

    /**
     * What is sent under this id will be acknowledged.
     *
     * @param gone whether the client has gone, which counts as leaving now
     */
    void expect(long id, Acknowledgements acks, BooleanSupplier gone) {
        awaited.put(id, acks);
        if (gone.getAsBoolean() && awaited.remove(id, acks)) {
            acks.abandoned();
        }
    }

    /** One has come; those that nobody waits for are ignored. */
    void received(long id, Answer answer) {
        Acknowledgements acks = awaited.remove(id);
        if (acks != null) {
            acks.received(answer);
        }
    }

    void forget(String ackId) {
        awaited.remove(Long.parseLong(ackId));
    }

    /** The client has gone: none of them will come. */
    void abandon() {
        awaited.forEach((id, acks) -> {
            if (awaited.remove(id, acks)) {
                acks.abandoned();
            }
        });
    }
}
