package ee.socketio.it.beans.cluster;

import ee.socketio.adapter.Adapter;
import ee.socketio.adapter.AdapterFactory;
import ee.socketio.adapter.AdapterHost;
import jakarta.enterprise.context.ApplicationScoped;

/** The adapters of a cluster whose broker nobody has named. */
@ApplicationScoped
public class NoBroker implements AdapterFactory {
    @Override
    public Adapter create(AdapterHost host) {
        throw new IllegalArgumentException("broker: none (expected: a host)");
    }
}
