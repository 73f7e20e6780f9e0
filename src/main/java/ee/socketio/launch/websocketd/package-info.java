/** {@code java -jar socketio-ee.war websocketd}: the command line of websocketd, on the embedded Tomcat. */
@NullMarked
package ee.socketio.launch.websocketd;

import org.jspecify.annotations.NullMarked;
