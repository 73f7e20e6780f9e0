package ee.socketio;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Promises that a method {@link OnEvent} or {@link OnConnect}, or each one of a {@link NamespaceEndpoint}, waits for
 * nothing: no database, no file, no lock that is held for long, no acknowledgement. It then runs on the thread of the
 * server's that reads what the client sends, which saves the way to another one.
 *
 * <pre>{@code
 * @NamespaceEndpoint("/cursors")
 * class Cursors {
 *     record Position(int x, int y) {}
 *
 *     @NonBlocking
 *     @OnEvent
 *     void moved(Socket socket, Position position) {
 *         socket.broadcast().compress(false).emit("moved", socket.id(), position);
 *     }
 * }
 * }</pre>
 *
 * <p>The order of events stays as it is. An event runs there only when all before it have been handled, when everything
 * that listens to it has made the same promise, and when its client waits for the outcome before it sends more; in all
 * other cases it takes the usual way, which is then the faster one. So does an event that comes over long-polling where
 * the application has request-scoped beans, for they would be those of the HTTP request; and a connect handler where
 * there are middlewares or observers. What it emits to others leaves when it returns. Nothing else changes, and whoever
 * breaks the promise delays what the same client sends next and what it is sent, heartbeats included, what others are
 * sent by some milliseconds, and takes a thread from the server.
 *
 * <p>For what is registered without CDI there are {@link Socket.Listener#nonBlocking} and
 * {@link Namespace.ConnectHandler#nonBlocking}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface NonBlocking {}
