/** TLS for the servers that are started from the command line. */
@NullMarked
package ee.socketio.launch.tls;

import org.jspecify.annotations.NullMarked;
