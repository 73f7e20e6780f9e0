package ee.socketio.it.beans;

import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A handler that blocks until somebody else lets it go. */
@NamespaceEndpoint("/blocking")
public class Blocking {
    private final CountDownLatch released = new CountDownLatch(1);

    /** Answers with the thread that it holds. */
    @OnEvent
    String block(Socket socket) throws InterruptedException {
        socket.emit("blocked");
        return released.await(30, TimeUnit.SECONDS) ? Thread.currentThread().toString() : "waited in vain";
    }

    @OnEvent
    void release(Socket socket) {
        socket.broadcast().emit("released");
        released.countDown();
    }
}
