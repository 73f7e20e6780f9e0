/**
 * Handlers as CDI beans: finds classes with {@link ee.socketio.NamespaceEndpoint}, checks their methods when the
 * application is deployed, and registers them with the server.
 */
@NullMarked
package ee.socketio.cdi;

import org.jspecify.annotations.NullMarked;
