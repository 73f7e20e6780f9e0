package ee.socketio.it;

import ee.socketio.engine.EngineHooks;
import ee.socketio.engine.EngineRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps out who names himself a thief. */
@ApplicationScoped
public class Door implements EngineHooks {

    @Override
    public CompletionStage<Optional<String>> refusalLater(EngineRequest opening) {
        return CompletableFuture.supplyAsync(
                () -> opening.header("x-name").filter("thief"::equals).map(thief -> "not you"));
    }
}
