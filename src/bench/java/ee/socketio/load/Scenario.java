package ee.socketio.load;

import java.util.List;

/**
 * What is asked of a server.
 *
 * @param name as the command line and the table have it
 * @param clients how many are connected
 * @param inFlight how many messages of a client, or publications of all, are under way at once
 * @param bytes the length of a payload
 */
record Scenario(String name, Kind kind, int clients, int inFlight, int bytes) {

    /** What the clients send, and what has to come back. */
    enum Kind {
        /** An event; the server sends one back. */
        ECHO,
        /** The same over long-polling. */
        POLL_ECHO,
        /** An event; the server acknowledges it. */
        ACK,
        /** One client's event; the server sends it to all. */
        BROADCAST,
        /** Every client's event; the server sends it to the room of ten that the client is in. */
        ROOMS,
        /** A connection that joins the namespace, leaves it and ends. */
        CONNECT
    }

    static final List<Scenario> ALL = List.of(
            new Scenario("echo-1", Kind.ECHO, 100, 1, 64),
            new Scenario("echo-8", Kind.ECHO, 100, 8, 64),
            new Scenario("echo-1-1k", Kind.ECHO, 100, 1, 1024),
            new Scenario("echo-8-1k", Kind.ECHO, 100, 8, 1024),
            new Scenario("ack-1", Kind.ACK, 100, 1, 64),
            new Scenario("broadcast-1", Kind.BROADCAST, 1000, 1, 64),
            new Scenario("broadcast-4", Kind.BROADCAST, 1000, 4, 64),
            new Scenario("rooms", Kind.ROOMS, 100, 1, 64),
            new Scenario("connect", Kind.CONNECT, 20, 1, 0),
            new Scenario("poll-echo", Kind.POLL_ECHO, 100, 1, 64));
}
