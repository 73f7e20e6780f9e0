/** {@code java -jar socketio-ee.war}: the web application on an embedded Tomcat. */
@NullMarked
package ee.socketio.launch;

import org.jspecify.annotations.NullMarked;
