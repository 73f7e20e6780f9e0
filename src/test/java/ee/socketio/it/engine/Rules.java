package ee.socketio.it.engine;

import java.net.URI;

/** Rules of Engine.IO as a peer sees them, to be tried on an {@link EchoApplication} wherever it is deployed. */
abstract class Rules {

    /** Where the application is; ends with a slash. */
    abstract URI application();

    final EchoServer echo(EchoVariant variant) {
        return new EchoServer(application(), variant);
    }
}
