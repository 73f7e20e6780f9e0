package ee.socketio.it.beans;

import ee.socketio.SocketScoped;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.atomic.AtomicInteger;

/** A number that each socket has of its own. */
@SocketScoped
public class Count {
    static final AtomicInteger DESTROYED = new AtomicInteger();

    private int value;

    void start(int at) {
        value = at;
    }

    int next() {
        return ++value;
    }

    @PreDestroy
    void destroyed() {
        DESTROYED.incrementAndGet();
    }
}
