package ee.socketio.it.engine;

import ee.socketio.engine.EngineServer;
import ee.socketio.engine.EngineSession;
import java.net.URI;

/**
 * {@link EchoApplication} in a Tomcat of this process, which lets a test see its sessions. Tomcat has {@value #THREADS}
 * threads, so that whoever holds some of them is noticed.
 */
final class EchoTomcat implements AutoCloseable {
    static final int THREADS = FilterTomcat.THREADS;

    private final EchoApplication application = new EchoApplication();
    private final FilterTomcat tomcat = new FilterTomcat(application::start);

    URI base() {
        return tomcat.base();
    }

    EngineServer engine() {
        return application.engine();
    }

    EngineSession session(String sid) {
        return application.session(sid);
    }

    String closing(String sid) {
        return application.closing(sid);
    }

    @Override
    public void close() {
        application.stop();
        tomcat.close();
    }
}
