package ee.socketio.manual;

import ee.socketio.Namespace;
import ee.socketio.NamespaceRegistry;
import ee.socketio.Socket;
import ee.socketio.testkit.InProcessServer;

/** What snippets take for granted. */
class Surroundings {
    record Message(Object data) {}

    record Response(Object data, int count) {}

    static class DataCenter {}

    NamespaceRegistry namespaces;
    Namespace namespace;
    Socket socket;
    InProcessServer server;
}
