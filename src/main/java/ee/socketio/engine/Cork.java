package ee.socketio.engine;

/**
 * Holds back what handlers send until they have returned, so that it leaves in one burst.
 *
 * <p>Not thread-safe: guarded by the session's lock.
 */
final class Cork {
    /** More than this is not held back: the transport has enough for one burst, and the queue keeps room. */
    private static final int ENOUGH_BYTES = 64 * 1024;

    private int handlers;

    /** Those among them that may take long. */
    private int lasting;

    private boolean pulled;
    private boolean holding;
    private boolean watched;

    /**
     * Handlers start to run.
     *
     * @param brief whether they wait for nothing
     * @return as {@link #hold}
     */
    boolean put(boolean brief) {
        handlers++;
        lasting += brief ? 0 : 1;
        return asksForWatch();
    }

    /** They have returned. True when the last of them left something to be sent. */
    boolean remove(boolean brief) {
        lasting -= brief ? 0 : 1;
        if (--handlers > 0) {
            return false;
        }
        pulled = false;
        return release();
    }

    /** Whoever was asked to look after it does so no more. */
    void endWatch() {
        watched = false;
    }

    /** They take too long, or the session closes: nothing is held back until they return. True as {@link #remove}. */
    boolean pull() {
        pulled = handlers > 0;
        return release();
    }

    private boolean release() {
        boolean held = holding;
        holding = false;
        return held;
    }

    /** Whether that many bytes have to wait. */
    boolean holdsBack(long bytes) {
        return handlers > 0 && !pulled && bytes < ENOUGH_BYTES;
    }

    /** Something is held back. True when somebody has to look after it: to {@link #pull} if nobody returns for long. */
    boolean hold() {
        holding = true;
        return asksForWatch();
    }

    private boolean asksForWatch() {
        boolean asks = holding && lasting > 0 && !watched;
        watched |= asks;
        return asks;
    }
}
