package ee.socketio.launch.websocketd;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.catalina.LifecycleException;
import org.jspecify.annotations.Nullable;

/** The sub-command {@code websocketd}. */
public final class Websocketd implements Callable<Integer>, Closeable {
    private final Path home;
    private final List<String> args;
    private volatile @Nullable WebsocketdServer server;

    /**
     * @param home a folder for Tomcat's files
     * @param args what follows the name of the command
     */
    public Websocketd(Path home, List<String> args) {
        this.home = home;
        this.args = args;
    }

    /** Serves until {@link #close} is called, or says why it cannot. Returns websocketd's exit codes. */
    @Override
    public Integer call() throws Exception {
        try {
            GoFlags flags = WebsocketdOptions.flags(args);
            switch (WebsocketdOptions.question(flags)) {
                case HELP -> System.err.print(Usage.FULL);
                case VERSION -> System.out.println(Usage.line(Usage.version(home)));
                case LICENSE -> System.out.println(Usage.line(Usage.version(home)) + "\n\nApache License, Version 2.0");
                case NONE -> {
                    return serve(WebsocketdOptions.of(flags));
                }
            }
            return 0;
        } catch (Quit e) {
            return quit(e);
        }
    }

    private static int quit(Quit quit) {
        PrintStream out = quit.code() == Quit.CONFLICT || quit.code() == Quit.CANNOT_LISTEN ? System.out : System.err;
        out.println(quit.getMessage());
        if (quit.code() == Quit.UNUSABLE || quit.code() == Quit.WRONG_FLAG) {
            out.print(Usage.SHORT);
        }
        return quit.code();
    }

    private int serve(WebsocketdOptions options) throws Exception {
        WebsocketdLog log = new WebsocketdLog(System.out, Clock.system(ZoneId.systemDefault()), options.logLevel());
        try {
            if (options.console()
                    && (options.files().isPresent() || options.cgi().isPresent())) {
                throw new Quit(
                        Quit.CONFLICT,
                        "Invalid parameters: --devconsole cannot be used with --"
                                + (options.files().isPresent() ? "staticdir" : "cgidir") + ". Pick one.");
            }
            WebsocketdServer running = new WebsocketdServer(home, options, log);
            server = running;
            running.start();
            running.await();
            return 0;
        } catch (Quit e) {
            log.server(WebsocketdLog.Level.FATAL, String.valueOf(e.getMessage()));
            return e.code();
        } catch (LifecycleException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            log.server(WebsocketdLog.Level.FATAL, "Can't start server: " + cause.getMessage());
            return Quit.CANNOT_LISTEN;
        }
    }

    @Override
    public void close() throws IOException {
        WebsocketdServer running = server;
        if (running != null) {
            running.close();
        }
    }
}
