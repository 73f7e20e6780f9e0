package ee.socketio.process;

import java.time.Duration;

/**
 * On which terms a program is published.
 *
 * @param origins which pages may connect
 * @param forks how many programs may run; may be common to several
 * @param maxMessage the largest message of a client, in bytes; 0 for any
 * @param pingInterval zero for no pings; who answers none within twice this time is disconnected
 * @param shared whether all clients talk to one process
 * @param restart of a shared one
 * @param lookup whether the names of clients are looked up
 */
public record Terms(
        OriginRule origins,
        ForkLimit forks,
        int maxMessage,
        Duration pingInterval,
        boolean shared,
        Restart restart,
        boolean lookup) {}
