package ee.socketio.launch.websocketd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Manifest;

/** What the command says of itself. */
final class Usage {
    static final String SHORT =
            """

            Usage:

              One program as a WebSocket server:
                java -jar socketio-ee.war websocketd [flags] COMMAND [arguments]

              A folder of programs, by the path of the request:
                java -jar socketio-ee.war websocketd [flags] --dir=FOLDER

              --help tells all flags.
            """;

    static final String FULL = SHORT.replace("  --help tells all flags.\n", "")
            + """
            Where to listen

              --port=N              80 by default, 443 with --ssl
              --address=A           all by default; may be repeated; [::1] for IPv6
              --unixsocket=FILE     a Unix socket, instead of TCP unless one of these is given, too
              --ssl                 TLS, with --sslcert=FILE and --sslkey=FILE in PEM
              --sslca=FILE          demand certificates of clients, signed by these
              --redirport=N         plain HTTP that redirects to the address above

            Who may connect

              --origin=LIST         pages of these [scheme://]host[:port] alone, separated by commas
              --sameorigin          pages of this host and port alone
              --maxforks=N          how many programs run at a time, 1024 by default; 0 for any number
              --maxframesize=N      the largest message in bytes, 1048576 by default; 0 for any

            The program

              --binary              messages are bytes as they come, not lines
              --passstderr          standard error becomes messages, too, and both are tagged by JSON
              --passenv=LIST        variables that it inherits, PATH,LD_LIBRARY_PATH by default
              --reverselookup       REMOTE_HOST is looked up
              --closems=N           more time in milliseconds before each signal that ends it
              --pingms=N            ping clients; who answers none within twice this time is disconnected
              --compat              end the connection without a close frame, as websocketd does
              --shared              one process for all clients
              --restart=WHEN        of a shared one that has ended: never, on-failure (default), always
              --namespace=NAME      be a Socket.IO namespace, too
              --event=NAME          its event, in both directions; message by default

            Plain HTTP

              --staticdir=FOLDER    serve files
              --cgidir=FOLDER       run CGI scripts
              --devconsole          a page to try the program with, at every path
              --header="N: V"       add a header to all responses; may be repeated
              --header-ws, --header-http   the same for WebSockets, or for all others

            Other

              --loglevel=LEVEL      debug, trace, access (default), info, error, fatal or none
              --help, --version, --license
            """;

    private static final String DEVELOPMENT = "development";

    private Usage() {}

    static String line(String version) {
        return "socketio-ee websocketd " + version;
    }

    /** The version of the WAR that was unpacked there. */
    static String version(Path home) {
        try (InputStream in = Files.newInputStream(home.resolve("app/META-INF/MANIFEST.MF"))) {
            String version = new Manifest(in).getMainAttributes().getValue("Implementation-Version");
            return version == null ? DEVELOPMENT : version;
        } catch (IOException noWar) {
            return DEVELOPMENT;
        }
    }
}
