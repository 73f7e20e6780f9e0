package ee.socketio.server;

import ee.socketio.Ack;
import ee.socketio.Arguments;
import ee.socketio.Event;
import ee.socketio.Socket;

/** An event as handlers see it. */
record ReceivedEvent(String name, Socket socket, Arguments arguments, Ack ack) implements Event {}
