package example.chat;

import ee.socketio.ConnectionRefused;
import ee.socketio.Handshake;
import ee.socketio.Namespace;
import ee.socketio.NamespaceEndpoint;
import ee.socketio.OnConnect;
import ee.socketio.OnDisconnect;
import ee.socketio.OnError;
import ee.socketio.OnEvent;
import ee.socketio.Socket;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;

/** The events of the page. A guest has a name from the start and is in at most one room at a time. */
@NamespaceEndpoint("/chat")
public class Chat {
    private static final Logger LOG = System.getLogger(Chat.class.getName());
    private static final String NAME = "name";
    private static final String ROOM = "room";

    @Inject
    Guests guests;

    @Inject
    Rooms rooms;

    /**
     * How a page introduces itself.
     *
     * @param key known to the page alone: whoever comes back with it gets its name back
     */
    public record Login(String name, String key) {}

    /** What a guest sees of a room: what was said since it was there last, and who is there. */
    public record View(String room, List<Line> lines, List<String> people) {}

    /** Why an event was in vain. */
    public record Problem(String problem) {}

    @OnConnect
    void enter(Socket socket, Handshake handshake) {
        Login login = handshake.auth(Login.class);
        try {
            String name = Texts.name(login.name());
            guests.welcome(name, login.key(), socket);
            socket.data().put(NAME, name);
            socket.join(personal(name));
        } catch (IllegalArgumentException e) {
            throw new ConnectionRefused(e.getMessage());
        }
        socket.emit("rooms", rooms.names());
    }

    /** Moves to another room, or back into the same one after a lost connection. */
    @OnEvent
    View join(Socket socket, Namespace chat, String name, long seen) {
        String room = Texts.name(name);
        if (rooms.open(room)) {
            chat.emit("rooms", rooms.names());
        }
        String left = (String) socket.data().put(ROOM, room);
        if (left != null && !left.equals(room)) {
            socket.leave(audience(left));
            tellPeople(chat, left);
        }
        socket.join(audience(room));
        tellPeople(chat, room);
        return new View(room, rooms.since(room, seen), people(chat, room));
    }

    @OnEvent
    void say(Socket socket, Namespace chat, String text) {
        String room = room(socket);
        chat.to(audience(room)).emit("said", room, rooms.add(room, name(socket), Texts.line(text)));
    }

    /** To one guest alone, who may be in any room. */
    @OnEvent
    Line whisper(Socket socket, Namespace chat, String to, String text) {
        Line line = rooms.line(name(socket), Texts.line(text));
        if (chat.to(personal(to)).sockets().isEmpty()) {
            throw new IllegalArgumentException(to + " is not here");
        }
        chat.to(personal(to)).emit("whispered", line);
        return line;
    }

    /** Of no use a moment later, so it may be lost. */
    @OnEvent
    void typing(Socket socket) {
        socket.to(audience(room(socket))).asVolatile().emit("typing", name(socket));
    }

    @OnDisconnect
    void leave(Socket socket, Namespace chat) {
        guests.farewell(name(socket), socket);
        if (socket.data().get(ROOM) instanceof String room) {
            tellPeople(chat, room);
        }
    }

    /** What went wrong, as the acknowledgement. */
    @OnError
    Problem failed(Throwable failure) {
        if (failure instanceof IllegalArgumentException) {
            return new Problem(failure.getMessage());
        }
        LOG.log(Level.ERROR, "An event could not be handled", failure);
        return new Problem("That did not work.");
    }

    private static void tellPeople(Namespace chat, String room) {
        chat.to(audience(room)).emit("people", room, people(chat, room));
    }

    private static List<String> people(Namespace chat, String room) {
        Collection<Socket> sockets = chat.to(audience(room)).sockets();
        return sockets.stream().map(Chat::name).distinct().sorted().toList();
    }

    private static String name(Socket socket) {
        return (String) socket.data().get(NAME);
    }

    private static String room(Socket socket) {
        if (socket.data().get(ROOM) instanceof String room) {
            return room;
        }
        throw new IllegalArgumentException("Join a room first.");
    }

    /** Rooms of Socket.IO have one name space: these two kinds of ours are kept apart by how they start. */
    private static String audience(String room) {
        return "#" + room;
    }

    private static String personal(String name) {
        return "@" + name;
    }
}
