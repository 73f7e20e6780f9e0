package ee.socketio.adapter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one server remembers for clients that come back: the log of what it has sent, and the sessions of those who
 * have gone. Both in memory, bounded in time and in bytes.
 *
 * <h2>Offsets</h2>
 *
 * Each logged event has a place, and carries it as its offset to the clients. A client that knows an offset has
 * received everything before it; so events have to reach every client in the order of the log. What is sent is
 * therefore handed over one event at a time, under {@code order}. No code of the application runs under it: what has to
 * call some is done {@linkplain #afterwards afterwards}. An offset names the server, so that one that somebody else has
 * given is told from ours.
 *
 * <h2>Bounds</h2>
 *
 * An event is kept as long as a client may ask for it: a lost connection is noticed only after the heartbeat's limits,
 * and may come back after that for as long as it may be away. What has to go earlier, because there is no room, is
 * noted; a client that may have missed it begins anew.
 *
 * <p>What is replayed is what was sent to the rooms in which the client was when it went. The log does not tell when it
 * joined them: of a room that it had joined just before, it may hear what was sent a little earlier.
 */
public final class Recovery {
    /** What an event or session takes in memory besides its text. */
    private static final int OVERHEAD = 256;

    /**
     * The bounds.
     *
     * @param maxDisconnectionDuration how long a client may be away
     * @param noticedAfter how long a broken connection may go unnoticed
     * @param maxBytes how much is kept of events, as much again of sessions, and of sockets that somebody observes
     * @param maxReplayBytes how much a client may have missed
     */
    public record Limits(
            Duration maxDisconnectionDuration, Duration noticedAfter, long maxBytes, long maxReplayBytes) {}

    private record Logged(Emission emission, Target target, @Nullable String recipient, long at, long bytes) {
        boolean isFor(StoredSession session) {
            return recipient == null ? target.names(session.rooms()) : recipient.equals(session.sid());
        }
    }

    private record Stored(String namespace, StoredSession session, long until, long bytes) {}

    private final Limits limits;
    private final String server;
    private final LongSupplier clock;

    private final ReentrantLock order = new ReentrantLock();

    /** Guarded by {@code order}. */
    private final List<Runnable> postponed = new ArrayList<>(0);

    private final ConcurrentSkipListMap<Long, Logged> log = new ConcurrentSkipListMap<>();
    private final AtomicLong logBytes = new AtomicLong();
    private volatile long newest;

    /** The newest event that had to go too early. */
    private volatile long overflown;

    private final ReentrantLock sessionsLock = new ReentrantLock();

    /** In the order in which they end. */
    private final Map<String, Stored> sessions = new LinkedHashMap<>();

    private long sessionBytes;

    /**
     * @param server a word that no other server has, of characters that JSON does not escape
     * @param clock in nanoseconds
     */
    public Recovery(Limits limits, String server, LongSupplier clock) {
        this.limits = limits;
        this.server = server;
        this.clock = clock;
    }

    // ---- the log

    /** Sends something when all that was sent before has been handed over. */
    void inOrder(Runnable sending) {
        if (order.isHeldByCurrentThread()) {
            postponed.add(() -> inOrder(sending));
            return;
        }
        order.lock();
        try {
            sending.run();
        } finally {
            goOn();
        }
    }

    /** Does something while nothing is being sent. */
    <T> T inBetween(Supplier<T> action) {
        order.lock();
        try {
            return action.get();
        } finally {
            goOn();
        }
    }

    /**
     * Does what may call the application: at once, unless this thread keeps others from sending; then as soon as it
     * does so no more.
     */
    public void afterwards(Runnable action) {
        if (order.isHeldByCurrentThread()) {
            postponed.add(action);
        } else {
            action.run();
        }
    }

    /** Lets others send, and does what had to wait for that. */
    private void goOn() {
        List<Runnable> actions = List.of();
        if (order.getHoldCount() == 1 && !postponed.isEmpty()) {
            actions = List.copyOf(postponed);
            postponed.clear();
        }
        order.unlock();
        actions.forEach(Runnable::run);
    }

    /** The place behind the newest event. */
    String offset() {
        return offset(newest);
    }

    private String offset(long place) {
        return Long.toString(place, Character.MAX_RADIX) + "." + server;
    }

    /**
     * Logs an event; a volatile one only gets the newest offset, so that its last argument is not taken for one. To be
     * called {@linkplain #inOrder in order}.
     *
     * @param recipient the member it is for; null when the target says it
     */
    Emission log(Emission emission, Target target, @Nullable String recipient) {
        if (emission.isVolatile()) {
            return emission.withOffset(offset());
        }
        long place = newest + 1;
        Emission logged = emission.withOffset(offset(place));
        long bytes = cost(emission);
        log.put(place, new Logged(logged, target, recipient, clock.getAsLong(), bytes));
        newest = place;
        logBytes.addAndGet(bytes);
        while (logBytes.get() > limits.maxBytes) {
            Map.Entry<Long, Logged> oldest = log.pollFirstEntry();
            if (oldest == null) {
                break;
            }
            overflown = oldest.getKey();
            logBytes.addAndGet(-oldest.getValue().bytes);
        }
        return logged;
    }

    /** The text counts twice, because what goes over the wire is kept with it. */
    private static long cost(Emission emission) {
        long bytes = OVERHEAD + 2L * emission.json().length();
        for (byte[] attachment : emission.attachments()) {
            bytes += attachment.length;
        }
        return bytes;
    }

    /** The place a client means; that from which its session began when it means none of them. */
    private long place(Optional<String> offset, long began) {
        int dot = offset.map(text -> text.indexOf('.')).orElse(-1);
        if (dot < 1 || !offset.orElse("").substring(dot + 1).equals(server)) {
            return began;
        }
        try {
            long place = Long.parseLong(offset.orElse("").substring(0, dot), Character.MAX_RADIX);
            return place < began || place > newest ? began : place;
        } catch (NumberFormatException e) {
            return began;
        }
    }

    /** What a session has missed; empty when that is not known any more, or too much. */
    Optional<List<Emission>> missed(String namespace, StoredSession session) {
        long place = place(Optional.of(session.offset()), 0);
        List<Emission> missed = new ArrayList<>();
        long bytes = 0;
        for (Logged logged : log.tailMap(place, false).values()) {
            if (logged.emission.namespace().equals(namespace) && logged.isFor(session)) {
                missed.add(logged.emission);
                bytes += logged.bytes;
            }
        }
        return overflown > place || bytes > limits.maxReplayBytes ? Optional.empty() : Optional.of(missed);
    }

    // ---- the sessions

    void store(String namespace, StoredSession session) {
        long bytes = OVERHEAD;
        for (String room : session.rooms()) {
            bytes += OVERHEAD + 2L * room.length();
        }
        long until = clock.getAsLong() + limits.maxDisconnectionDuration.toNanos();
        sessionsLock.lock();
        try {
            Stored before = sessions.remove(session.pid());
            sessionBytes += bytes - (before == null ? 0 : before.bytes);
            sessions.put(session.pid(), new Stored(namespace, session, until, bytes));
            Iterator<Stored> oldest = sessions.values().iterator();
            while (sessionBytes > limits.maxBytes && oldest.hasNext()) {
                sessionBytes -= oldest.next().bytes;
                oldest.remove();
            }
        } finally {
            sessionsLock.unlock();
        }
    }

    void forget(String pid) {
        sessionsLock.lock();
        try {
            Stored forgotten = sessions.remove(pid);
            if (forgotten != null) {
                sessionBytes -= forgotten.bytes;
            }
        } finally {
            sessionsLock.unlock();
        }
    }

    Optional<StoredSession> take(String namespace, String pid, Optional<String> principal, Optional<String> offset) {
        Stored stored;
        sessionsLock.lock();
        try {
            stored = sessions.get(pid);
            if (stored == null
                    || !stored.namespace.equals(namespace)
                    || !stored.session.principal().equals(principal)) {
                return Optional.empty();
            }
            sessions.remove(pid);
            sessionBytes -= stored.bytes;
        } finally {
            sessionsLock.unlock();
        }
        StoredSession session = stored.session;
        long from = place(offset, place(Optional.of(session.offset()), 0));
        StoredSession returning = session.from(offset(from));
        return clock.getAsLong() - stored.until > 0
                        || missed(namespace, returning).isEmpty()
                ? Optional.empty()
                : Optional.of(returning);
    }

    /** Forgets what nobody can ask for any more. */
    public void purge() {
        long now = clock.getAsLong();
        sessionsLock.lock();
        try {
            Iterator<Stored> oldest = sessions.values().iterator();
            while (oldest.hasNext()) {
                Stored stored = oldest.next();
                if (now - stored.until <= 0) {
                    break;
                }
                sessionBytes -= stored.bytes;
                oldest.remove();
            }
        } finally {
            sessionsLock.unlock();
        }
        long kept = limits.maxDisconnectionDuration.toNanos() + limits.noticedAfter.toNanos();
        for (Map.Entry<Long, Logged> oldest = log.firstEntry();
                oldest != null && now - oldest.getValue().at > kept;
                oldest = log.firstEntry()) {
            if (log.remove(oldest.getKey(), oldest.getValue())) {
                logBytes.addAndGet(-oldest.getValue().bytes);
            }
        }
    }

    /** How often {@link #purge} is worth its while. */
    public Duration purgeInterval() {
        Duration tenth = limits.maxDisconnectionDuration.dividedBy(10);
        return tenth.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : tenth;
    }

    /** What is kept at present, in bytes. */
    public long bytes() {
        sessionsLock.lock();
        try {
            return logBytes.get() + sessionBytes;
        } finally {
            sessionsLock.unlock();
        }
    }
}
