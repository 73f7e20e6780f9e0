package ee.socketio.server;

import ee.socketio.Arguments;
import ee.socketio.Emitter;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The part of a socket that sends. */
abstract class EmittingSocket extends ListeningSocket {

    /** How it sends unless told otherwise. */
    abstract Emitter emitter();

    @Override
    public final Emitter asVolatile() {
        return emitter().asVolatile();
    }

    @Override
    public final Emitter compress(boolean compress) {
        return emitter().compress(compress);
    }

    @Override
    public final Emitter timeout(Duration timeout) {
        return emitter().timeout(timeout);
    }

    @Override
    public final void emit(String event, @Nullable Object... args) {
        emitter().emit(event, args);
    }

    @Override
    public final CompletionStage<Arguments> emitWithAck(String event, @Nullable Object... args) {
        return emitter().emitWithAck(event, args);
    }
}
