package ee.socketio.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;

/**
 * What waits for somebody who takes one element after the other and may block: a program's input, or a client that
 * reads from a shared program. A thread is in use only while something waits.
 *
 * <p>An element that is larger than the bound is let in when nothing else waits.
 */
final class Backlog<T> {
    /** Takes an element; after a failure nothing is taken any more. */
    interface Sink<T> {
        void take(T element) throws Exception;
    }

    private final Executor executor;
    private final long bound;
    private final ToIntFunction<T> size;
    private final Sink<T> sink;
    private final Runnable end;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<T> elements = new ArrayDeque<>();
    private long bytes;
    private boolean draining;
    private boolean closed;
    private boolean ended;

    /**
     * @param bound in bytes
     * @param end called once, after the last element was taken or when one could not be
     */
    Backlog(Executor executor, long bound, ToIntFunction<T> size, Sink<T> sink, Runnable end) {
        this.executor = executor;
        this.bound = bound;
        this.size = size;
        this.sink = sink;
        this.end = end;
    }

    /**
     * Adds an element as soon as there is room. False when it was closed, nobody takes any more, or who sends has gone.
     *
     * @param isThere whether who sends is still there; asked whenever that long has passed without room
     */
    boolean put(T element, Duration interval, BooleanSupplier isThere) {
        try {
            while (!offer(element)) {
                boolean changes = awaitRoom(element, interval);
                if (isClosed() || !(changes || isThere.getAsBoolean())) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** False when there is neither room nor an end after that time. */
    private boolean awaitRoom(T element, Duration patience) throws InterruptedException {
        long nanos = patience.toNanos();
        lock.lock();
        try {
            while (!closed && !hasRoom(element)) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Adds an element if there is room. False when there is none, or it was closed. */
    boolean offer(T element) {
        lock.lock();
        try {
            return hasRoom(element) && add(element);
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(T element) {
        return elements.isEmpty() || bytes + size.applyAsInt(element) <= bound;
    }

    private boolean add(T element) {
        if (closed) {
            return false;
        }
        elements.add(element);
        bytes += size.applyAsInt(element);
        drain();
        return true;
    }

    /** Whether it takes no more. */
    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what waits is still handed on. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            drain();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that waited was taken. False when the time was not enough. */
    boolean awaitEnd(long millis) throws InterruptedException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (!ended) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void drain() {
        if (!draining && !ended) {
            draining = true;
            executor.execute(this::takeAll);
        }
    }

    private void takeAll() {
        boolean failed = false;
        while (true) {
            T next;
            lock.lock();
            try {
                next = failed ? null : elements.peek();
                if (next == null) {
                    if (!failed && !closed) {
                        draining = false;
                        return;
                    }
                    closed = true;
                    elements.clear();
                }
            } finally {
                lock.unlock();
            }
            if (next == null) {
                end.run();
                finish();
                return;
            }
            try {
                sink.take(next);
                taken(next);
            } catch (Exception gone) {
                failed = true;
            }
        }
    }

    private void taken(T element) {
        lock.lock();
        try {
            // An element counts until it was taken: who waits for room waits for the sink.
            elements.remove();
            bytes -= size.applyAsInt(element);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void finish() {
        lock.lock();
        try {
            ended = true;
            draining = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
