package ee.socketio.server;

import ee.socketio.Handshake;
import ee.socketio.engine.Sweeper.Watch;
import ee.socketio.engine.Swept;
import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Asks families one after the other whether a client may have a namespace, until the first says yes. Runs on threads
 * that may block. Who has not been decided about within the connect timeout may not.
 */
final class Inquiry implements Swept {
    private final SocketServer server;
    private final Iterator<NamespaceFamily> families;
    private final String name;
    private final Handshake handshake;
    private final CompletableFuture<Optional<NamespaceFamily>> answer = new CompletableFuture<>();

    Inquiry(SocketServer server, Collection<NamespaceFamily> families, String name, Handshake handshake) {
        this.server = server;
        this.families = families.iterator();
        this.name = name;
        this.handshake = handshake;
    }

    /** The family that takes the client, empty when none does; never completes exceptionally. */
    @SuppressWarnings("FutureReturnValueIgnored")
    CompletableFuture<Optional<NamespaceFamily>> start() {
        server.executor().execute(this::ask);
        if (!answer.isDone()) {
            long deadline =
                    server.sweeper().now() + server.options().connectTimeout().toNanos();
            Watch watch = server.sweeper().watch(this, deadline);
            answer.thenRun(watch::cancel);
        }
        return answer;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what a family answers is never a failure
    private void ask() {
        while (families.hasNext()) {
            NamespaceFamily family = families.next();
            CompletableFuture<Boolean> fits = family.fits(name, handshake);
            if (!fits.isDone()) {
                fits.thenAcceptAsync(yes -> heard(family, yes), server.executor());
                return;
            }
            if (fits.join()) {
                answer.complete(Optional.of(family));
                return;
            }
        }
        answer.complete(Optional.empty());
    }

    private void heard(NamespaceFamily family, boolean fits) {
        if (fits) {
            answer.complete(Optional.of(family));
        } else {
            ask();
        }
    }

    /** Nobody has decided in time. */
    @Override
    public long sweep(long now) {
        answer.complete(Optional.empty());
        return NEVER;
    }
}
