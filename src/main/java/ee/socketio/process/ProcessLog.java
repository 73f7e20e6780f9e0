package ee.socketio.process;

import java.util.OptionalLong;

/** Told what happens to clients and programs; called on any thread. */
public interface ProcessLog {

    /**
     * Whom it is about.
     *
     * @param request who asked; for a shared program the first one
     * @param command the program's path, empty when none was found
     * @param pid once there is one
     */
    record Subject(ClientRequest request, String command, OptionalLong pid) {
        /** A client whose program does not run. */
        static Subject of(ClientRequest request, String command) {
            return new Subject(request, command, OptionalLong.empty());
        }

        Subject with(long processId) {
            return new Subject(request, command, OptionalLong.of(processId));
        }
    }

    /** A client has come. */
    void connected(Subject subject);

    /** It has gone, and so has its program. */
    void disconnected(Subject subject);

    /** It was not let in. */
    void refused(Subject subject, String why);

    /** Nothing is where it asked for. */
    void notFound(Subject subject);

    /** As many programs run as may. */
    void exhausted(Subject subject);

    /** The program could not be started. */
    void notLaunched(Subject subject, Exception why);

    /** A line that the program printed to its standard error. */
    void errorLine(Subject subject, String line);

    /** A shared program has ended and will be started again after this time. */
    void restarting(Subject subject, String ending, long millis);
}
