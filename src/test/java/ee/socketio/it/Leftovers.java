package ee.socketio.it;

import ee.socketio.Event;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnError;
import ee.socketio.OnEvent;

/** Answers to what nobody expects and to what goes wrong. */
@NamespaceEndpoint("/leftovers")
public class Leftovers {

    @OnEvent
    String known(int number) {
        return "known " + number;
    }

    @OnEvent("*")
    String anything(Event event) {
        return event.name() + " with " + event.arguments().size();
    }

    @OnEvent
    void failing(String why) {
        throw new IllegalStateException(why);
    }

    @OnError
    String failed(Event event, IllegalStateException failure) {
        return event.name() + " of " + event.arguments().json(0) + " failed: " + failure.getMessage();
    }
}
