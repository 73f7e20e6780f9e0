package ee.socketio.boot;

import ee.socketio.server.HttpSessions;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;

/** Lets sockets end with the HTTP session in which they were opened. */
final class HttpSessionBridge implements HttpSessionListener, HttpSessionIdListener {
    private final HttpSessions sessions;

    HttpSessionBridge(HttpSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String oldId) {
        sessions.renamed(oldId, event.getSession().getId());
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        sessions.ended(event.getSession().getId());
    }
}
