package ee.socketio.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A future that is completed by a thread that must not run application code: whoever waits for it is woken by that
 * thread, so that handlers may wait for acknowledgements even if all threads do; what the application has attached to
 * it runs on the executor.
 */
final class AckFuture<T> extends CompletableFuture<T> {
    private final Executor executor;

    AckFuture(Executor executor) {
        this.executor = executor;
    }

    /** Completes as another stage does. */
    @SuppressWarnings("FutureReturnValueIgnored")
    AckFuture<T> settledBy(CompletionStage<T> stage) {
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                complete(value);
            } else {
                completeExceptionally(failure);
            }
        });
        return this;
    }

    @Override
    public Executor defaultExecutor() {
        return executor;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new AckFuture<>(executor);
    }

    @Override
    public <U> CompletableFuture<U> thenApply(Function<? super T, ? extends U> next) {
        return thenApplyAsync(next);
    }

    @Override
    public CompletableFuture<Void> thenAccept(Consumer<? super T> next) {
        return thenAcceptAsync(next);
    }

    @Override
    public CompletableFuture<Void> thenRun(Runnable next) {
        return thenRunAsync(next);
    }

    @Override
    public <U, V> CompletableFuture<V> thenCombine(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> next) {
        return thenCombineAsync(other, next);
    }

    @Override
    public <U> CompletableFuture<Void> thenAcceptBoth(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> next) {
        return thenAcceptBothAsync(other, next);
    }

    @Override
    public CompletableFuture<Void> runAfterBoth(CompletionStage<?> other, Runnable next) {
        return runAfterBothAsync(other, next);
    }

    @Override
    public <U> CompletableFuture<U> applyToEither(CompletionStage<? extends T> other, Function<? super T, U> next) {
        return applyToEitherAsync(other, next);
    }

    @Override
    public CompletableFuture<Void> acceptEither(CompletionStage<? extends T> other, Consumer<? super T> next) {
        return acceptEitherAsync(other, next);
    }

    @Override
    public CompletableFuture<Void> runAfterEither(CompletionStage<?> other, Runnable next) {
        return runAfterEitherAsync(other, next);
    }

    @Override
    public <U> CompletableFuture<U> thenCompose(Function<? super T, ? extends CompletionStage<U>> next) {
        return thenComposeAsync(next);
    }

    @Override
    public <U> CompletableFuture<U> handle(BiFunction<? super T, Throwable, ? extends U> next) {
        return handleAsync(next);
    }

    @Override
    public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> next) {
        return whenCompleteAsync(next);
    }

    @Override
    public CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> next) {
        return exceptionallyAsync(next);
    }
}
