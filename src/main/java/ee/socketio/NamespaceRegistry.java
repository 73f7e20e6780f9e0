package ee.socketio;

import java.util.Collection;

/**
 * All namespaces of one application: the entry to the server.
 *
 * <p>One application-scoped instance exists per deployed application; inject it wherever events are to be sent from
 * (JAX-RS resources, timers, message listeners):
 *
 * <pre>{@code
 * @Inject NamespaceRegistry namespaces;
 * …
 * namespaces.of("/dcenter").emit("dcenter", Map.of("data", "test message!"));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public interface NamespaceRegistry {

    /**
     * The namespace of that name, created if it does not exist yet. From then on clients may connect to it.
     *
     * @param name with or without the leading slash; {@code ""} means {@code "/"}
     * @return always the same instance for the same name
     */
    Namespace of(String name);

    /** The namespaces that exist, in no particular order; a snapshot. */
    Collection<Namespace> namespaces();
}
