package ee.socketio.adapter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What one step has changed, gathered under locks and told without. Costs nothing while nobody listens. */
final class RoomChanges implements RoomListener {
    private static final Logger LOG = System.getLogger(RoomChanges.class.getName());

    private final List<RoomListener> listeners;
    private final List<Consumer<RoomListener>> changes = new ArrayList<>(0);

    RoomChanges(List<RoomListener> listeners) {
        this.listeners = listeners;
    }

    @Override
    public void created(String room) {
        add(listener -> listener.created(room));
    }

    @Override
    public void joined(String room, String id) {
        add(listener -> listener.joined(room, id));
    }

    @Override
    public void left(String room, String id) {
        add(listener -> listener.left(room, id));
    }

    @Override
    public void deleted(String room) {
        add(listener -> listener.deleted(room));
    }

    private void add(Consumer<RoomListener> change) {
        if (!listeners.isEmpty()) {
            changes.add(change);
        }
    }

    void tell() {
        for (Consumer<RoomListener> change : changes) {
            for (RoomListener listener : listeners) {
                try {
                    change.accept(listener);
                } catch (RuntimeException e) {
                    LOG.log(Level.ERROR, "SIO-0303 A listener of rooms failed", e);
                }
            }
        }
    }
}
