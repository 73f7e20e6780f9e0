package ee.socketio.adapter;

import ee.socketio.Handshake;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Remembers what it is sent. */
class FakeMember implements Member {
    final List<Emission> emissions = new ArrayList<>();
    final ConcurrentMap<String, Object> data = new ConcurrentHashMap<>();
    private final String id;

    FakeMember(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Handshake handshake() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ConcurrentMap<String, Object> data() {
        return data;
    }

    @Override
    public void deliver(Emission emission) {
        emissions.add(emission);
    }

    @Override
    public void deliver(Emission emission, Acknowledgements acks) {
        deliver(emission);
    }

    @Override
    public void forget(String ackId) {}

    @Override
    public void disconnect(boolean close) {}
}
