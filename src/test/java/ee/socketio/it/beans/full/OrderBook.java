package ee.socketio.it.beans.full;

import ee.socketio.NamespaceRegistry;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.Map;

/** Tells the room of an order when it is committed, and not before. */
@ApplicationScoped
public class OrderBook {

    /** An order has been placed. */
    public record Placed(String item) {}

    @Inject
    Event<Placed> placed;

    @Inject
    NamespaceRegistry namespaces;

    @Resource
    TransactionSynchronizationRegistry transaction;

    /** Runs in a transaction. */
    @Transactional
    public String place(String item, boolean tooMany) {
        placed.fire(new Placed(item));
        if (tooMany) {
            throw new IllegalStateException("too many");
        }
        namespaces.of("/orders").to("orders").emit("placing", item);
        return "status " + transaction.getTransactionStatus();
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) Placed order) {
        namespaces.of("/orders").to("orders").emit("placed", Map.of("item", order.item()));
    }
}
