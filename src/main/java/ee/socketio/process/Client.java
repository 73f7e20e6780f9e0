package ee.socketio.process;

import java.nio.ByteBuffer;

/** Who reads what a program prints. */
interface Client {

    /**
     * A line of text, without its end.
     *
     * @param last false when more of the line follows
     * @return false when the client has gone; waits for one that is slow, unless the program is shared
     */
    boolean text(String text, boolean last);

    /** As {@link #text}, for bytes, which are the client's only until it returns. */
    boolean binary(ByteBuffer bytes);

    /**
     * Whether it is still there, as far as that can be found out now. Asked while its own message waits, for then nothing
     * else is heard of it; may block as sending does.
     */
    default boolean isThere() {
        return true;
    }

    /** Nothing more comes; what was sent before is delivered first. */
    void end(Ending ending);
}
