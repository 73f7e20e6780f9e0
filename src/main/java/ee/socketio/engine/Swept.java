package ee.socketio.engine;

/** Something with deadlines, see {@link Sweeper}. */
@FunctionalInterface
public interface Swept {
    /** Returned by {@link #sweep} when there is nothing left to wait for. */
    long NEVER = Long.MAX_VALUE;

    /**
     * Does what is due. Must neither block nor run application code.
     *
     * @param now the sweeper's clock, in nanoseconds
     * @return when to be called next on the same clock, or {@link #NEVER}. A deadline that may move forward in time
     *     must be looked at that often; one that moves back costs nothing
     */
    long sweep(long now);
}
