package ee.socketio.server;

import ee.socketio.Ack;
import ee.socketio.Arguments;
import ee.socketio.Event;

/** An event as handlers see it. */
record ReceivedEvent(String name, ServerSocket socket, Arguments arguments, Ack ack) implements Event {

    @Override
    public void fail(Throwable failure) {
        socket.failed(this, failure);
    }
}
