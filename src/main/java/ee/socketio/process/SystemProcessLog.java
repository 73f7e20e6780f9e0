package ee.socketio.process;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Tells of programs in the application's log. What clients cause by coming, going and being refused is of interest for
 * debugging alone, so that nobody can fill the log from outside.
 */
public final class SystemProcessLog implements ProcessLog {
    private static final Logger LOGGER = System.getLogger("ee.socketio.process");

    @Override
    public void connected(Subject subject) {
        log(Level.DEBUG, "SIO-0702 connected", subject);
    }

    @Override
    public void disconnected(Subject subject) {
        log(Level.DEBUG, "SIO-0703 disconnected", subject);
    }

    @Override
    public void refused(Subject subject, String why) {
        log(Level.DEBUG, "SIO-0704 refused: " + why, subject);
    }

    @Override
    public void notFound(Subject subject) {
        log(Level.DEBUG, "SIO-0705 no such program", subject);
    }

    @Override
    public void exhausted(Subject subject) {
        log(Level.DEBUG, "SIO-0706 refused: as many programs run as may", subject);
    }

    @Override
    public void notLaunched(Subject subject, Exception why) {
        log(Level.ERROR, "SIO-0707 could not be launched: " + why.getMessage(), subject);
    }

    @Override
    public void errorLine(Subject subject, String line) {
        log(Level.WARNING, "SIO-0708 " + line, subject);
    }

    @Override
    public void restarting(Subject subject, String ending, long millis) {
        log(Level.WARNING, "SIO-0709 restarts in " + millis + " ms after " + ending, subject);
    }

    private static void log(Level level, String message, Subject subject) {
        if (LOGGER.isLoggable(level)) {
            String pid = subject.pid().isPresent() ? " pid " + subject.pid().getAsLong() : "";
            LOGGER.log(
                    level,
                    () -> message + " (" + subject.command() + pid + " for "
                            + subject.request().remoteAddress() + ")");
        }
    }
}
