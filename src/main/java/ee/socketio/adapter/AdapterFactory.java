package ee.socketio.adapter;

/**
 * Makes the adapter of each namespace. An application has at most one CDI bean of this type; without any, sockets are
 * looked for in this process alone.
 */
@FunctionalInterface
public interface AdapterFactory {
    /** Keeps everything in this process, and sessions if connection state recovery is on. */
    AdapterFactory LOCAL = host -> host.recovery()
            .<Adapter>map(recovery -> new RecoveringAdapter(host, recovery))
            .orElseGet(() -> new LocalAdapter(host));

    /**
     * Called once for each namespace, before its first socket; the adapter is {@linkplain Adapter#init started} then.
     * Throwing an exception keeps the namespace from coming into being.
     */
    Adapter create(AdapterHost host);
}
