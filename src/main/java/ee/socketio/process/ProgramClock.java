package ee.socketio.process;

/** The time, and what is to be done later. Thread-safe. */
interface ProgramClock {

    /** As {@link System#nanoTime}. */
    long nanos();

    /** Runs a task that does not block once, unless what it returns is run before. */
    Runnable later(Runnable task, long millis);

    /** Runs a task that does not block again and again, until what it returns is run. */
    Runnable every(Runnable task, long millis);

    /** Forgets all tasks. */
    void stop();
}
