package ee.socketio.adapter;

import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Consumer;

/** A namespace that wants nothing. */
record FakeHost(String namespace) implements AdapterHost {

    @Override
    public String nextAckId() {
        return "0";
    }

    @Override
    public void serverSideEvent(Emission event, Optional<Consumer<Answer>> reply) {}

    @Override
    public String json(Object value) {
        return String.valueOf(value);
    }

    @Override
    public Object bind(String json, Type type) {
        return json;
    }

    @Override
    public Optional<Recovery> recovery() {
        return Optional.empty();
    }
}
