package ee.socketio.load;

import java.io.IOException;

/** A connection of Engine.IO revision 4. Belongs to the loop's thread. */
interface Link {
    /** Sends a packet: its type digit and what follows. */
    void send(String packet) throws IOException;

    /** Ends it at once; the receiver is told no more. */
    void close();
}
