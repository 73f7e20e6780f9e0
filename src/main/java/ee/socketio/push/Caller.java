package ee.socketio.push;

import java.util.function.Predicate;

/**
 * Who was let in.
 *
 * @param name for the log, and to tell callers apart
 * @param namespaces which ones are open to it
 */
record Caller(String name, Predicate<String> namespaces) {}
