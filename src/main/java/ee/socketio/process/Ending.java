package ee.socketio.process;

import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;

/**
 * Why a conversation is over, in the words of RFC 6455 §7.4.
 *
 * @param code what a WebSocket is closed with
 * @param reason at most 123 bytes
 */
record Ending(CloseCode code, String reason) {
    /** The program has closed its output and goes on. */
    static final Ending OUTPUT_CLOSED = new Ending(CloseCodes.NORMAL_CLOSURE, "end of output");

    /** It could not be started. */
    static final Ending NOT_LAUNCHED = new Ending(CloseCodes.UNEXPECTED_CONDITION, "could not launch the program");

    /** As many programs run as may. */
    static final Ending EXHAUSTED = new Ending(CloseCodes.TRY_AGAIN_LATER, "too many programs");

    /** The handshake took so long that the client's place was given up. */
    static final Ending TOO_LATE = new Ending(CloseCodes.TRY_AGAIN_LATER, "the handshake took too long");

    /** The client has sent a message that is larger than allowed. */
    static final Ending TOO_LARGE = new Ending(CloseCodes.TOO_BIG, "message too large");

    /** The client does not read what a shared program prints as fast as the others. */
    static final Ending TOO_SLOW = new Ending(CloseCodes.TRY_AGAIN_LATER, "too slow");

    /** A shared program does not read what the client sends. */
    static final Ending NOT_READ = new Ending(CloseCodes.TRY_AGAIN_LATER, "the program does not read");

    /** The client does not answer. */
    static final Ending SILENT = new Ending(CloseCodes.GOING_AWAY, "no pong");

    /** The server stops. */
    static final Ending STOPPED = new Ending(CloseCodes.GOING_AWAY, "the server stops");

    /** The program has ended, which is a normal end whatever its status. */
    static Ending exited(int status) {
        return new Ending(CloseCodes.NORMAL_CLOSURE, "exit status " + status);
    }
}
