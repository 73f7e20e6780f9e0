package ee.socketio.push;

import ee.socketio.RawJson;
import ee.socketio.wire.engine.Json;
import ee.socketio.wire.engine.ProtocolException;
import ee.socketio.wire.socket.DecoderLimits;
import ee.socketio.wire.socket.JsonArray;
import ee.socketio.wire.socket.JsonText;
import ee.socketio.wire.socket.ReservedEvents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of bodies. The data of an event is validated and stays the text it is; only what says where it goes is
 * read.
 *
 * <p>Whatever does not fit is a {@link Problem} that names the field.
 */
final class EventReader {
    private static final DecoderLimits LIMITS = new DecoderLimits(0, 200);
    private static final Set<String> MEMBERS =
            new TreeSet<>(Set.of("namespace", "event", "rooms", "except", "data", "args", "binary", "volatile", "ack"));
    private static final Set<String> DATA = new TreeSet<>(Set.of("data", "args", "binary"));
    private static final int MOST_MILLISECONDS = 60_000;

    private EventReader() {}

    static Problem tooLarge(int most) {
        return new Problem(413, "#", "body: larger than " + most + " bytes (expected: at most that)");
    }

    /** The text of a body, which is UTF-8. */
    static String text(InputStream body, int most) {
        try {
            byte[] bytes = body.readNBytes(most + 1);
            if (bytes.length > most) {
                throw Problem.refuse(413, "#", tooLarge(most).detail());
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw bad("#", "body: not UTF-8");
        } catch (IOException e) {
            throw bad("#", "body: incomplete");
        }
    }

    /** The arguments of an event whose only data is the body; none when that is empty. */
    static List<Object> data(String body) {
        return body.isBlank() ? List.of() : List.of(raw(body, "#"));
    }

    /** A name that an event may have. */
    static String eventName(String name, String field) {
        if (name.isEmpty()) {
            throw bad(field, "event: empty (expected: a name)");
        }
        if (ReservedEvents.contains(name)) {
            throw bad(field, "event: \"" + name + "\" is one of the protocol's own (expected: another name)");
        }
        return name;
    }

    /** Several events in an array. */
    static List<PushedEvent> batch(String body, int most) {
        JsonArray array = array(body, "#");
        if (array.size() == 0 || array.size() > most) {
            throw bad("#", "body: " + array.size() + " events (expected: 1 to " + most + ")");
        }
        List<PushedEvent> events = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            PushedEvent event = event(array.json(i), "#/" + i);
            if (event.ack().isPresent()) {
                throw bad("#/" + i + "/ack", "ack: not within a batch (expected: a push of its own)");
            }
            events.add(event);
        }
        return events;
    }

    /**
     * One event.
     *
     * @param at where it stands in the body: a JSON Pointer in a URI fragment
     */
    static PushedEvent event(String json, String at) {
        Map<String, String> members = members(json, at, MEMBERS);
        return new PushedEvent(
                string(required(members, "namespace", at), at + "/namespace"),
                eventName(string(required(members, "event", at), at + "/event"), at + "/event"),
                rooms(members.get("rooms"), at + "/rooms"),
                strings(members.get("except"), at + "/except"),
                arguments(members, at),
                bool(members.get("volatile"), at + "/volatile"),
                ack(members.get("ack"), at + "/ack"));
    }

    private static List<Object> arguments(Map<String, String> members, String at) {
        List<String> given = DATA.stream().filter(members::containsKey).toList();
        if (given.size() > 1) {
            throw bad(at + "/" + given.get(1), String.join(", ", given) + ": together (expected: at most one of them)");
        }
        String data = members.get("data");
        if (data != null) {
            return List.of(new RawJson(data));
        }
        String args = members.get("args");
        if (args != null) {
            JsonArray array = array(args, at + "/args");
            List<Object> values = new ArrayList<>(array.size());
            for (int i = 0; i < array.size(); i++) {
                values.add(new RawJson(array.json(i)));
            }
            return values;
        }
        String binary = members.get("binary");
        return binary == null ? List.of() : List.of(bytes(string(binary, at + "/binary"), at + "/binary"));
    }

    private static byte[] bytes(String base64, String at) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw bad(at, "binary: " + ProtocolException.excerpt(base64) + " (expected: base64)");
        }
    }

    private static Optional<Duration> ack(@Nullable String json, String at) {
        if (json == null) {
            return Optional.empty();
        }
        String time = required(members(json, at, Set.of("timeout-ms")), "timeout-ms", at);
        if (!time.matches("[1-9]\\d{0,8}") || Integer.parseInt(time) > MOST_MILLISECONDS) {
            throw bad(
                    at + "/timeout-ms",
                    "timeout-ms: " + ProtocolException.excerpt(time) + " (expected: a whole number from 1 to "
                            + MOST_MILLISECONDS + ")");
        }
        return Optional.of(Duration.ofMillis(Integer.parseInt(time)));
    }

    private static RawJson raw(String json, String at) {
        try {
            return new RawJson(JsonText.validate(json, LIMITS));
        } catch (ProtocolException e) {
            throw malformed(e, at);
        }
    }

    private static Map<String, String> members(String json, String at, Set<String> known) {
        Map<String, String> members = new LinkedHashMap<>();
        try {
            for (JsonText.Member member : JsonText.members(json, LIMITS)) {
                String name = member.name();
                if (!known.contains(name)) {
                    throw bad(
                            pointer(at, name),
                            ProtocolException.excerpt(name) + ": unknown (expected: "
                                    + String.join(", ", new TreeSet<>(known)) + ")");
                }
                if (members.put(name, member.json()) != null) {
                    throw bad(pointer(at, name), name + ": twice (expected: once)");
                }
            }
            return members;
        } catch (ProtocolException e) {
            throw malformed(e, at);
        }
    }

    private static String pointer(String at, String name) {
        String excerpt = ProtocolException.excerpt(name);
        return at + "/"
                + excerpt.substring(1, excerpt.lastIndexOf('"'))
                        .replace("~", "~0")
                        .replace("/", "~1");
    }

    private static String required(Map<String, String> members, String name, String at) {
        String json = members.get(name);
        if (json == null) {
            throw bad(at + "/" + name, name + ": missing (expected: a value)");
        }
        return json;
    }

    private static JsonArray array(String json, String at) {
        try {
            return JsonArray.parse(json, LIMITS);
        } catch (ProtocolException e) {
            throw malformed(e, at);
        }
    }

    private static String string(String json, String at) {
        if (!json.startsWith("\"")) {
            throw bad(at, name(at) + ": " + ProtocolException.excerpt(json) + " (expected: a string)");
        }
        return Json.unquote(json, 0, json.length());
    }

    private static boolean bool(@Nullable String json, String at) {
        if (json == null || json.equals("false")) {
            return false;
        }
        if (!json.equals("true")) {
            throw bad(at, name(at) + ": " + ProtocolException.excerpt(json) + " (expected: true or false)");
        }
        return true;
    }

    /** An empty list could be taken for everybody, and most likely is a mistake. */
    private static List<String> rooms(@Nullable String json, String at) {
        List<String> rooms = strings(json, at);
        if (json != null && rooms.isEmpty()) {
            throw bad(at, "rooms: none (expected: at least one; leave it out for the whole namespace)");
        }
        return rooms;
    }

    private static List<String> strings(@Nullable String json, String at) {
        if (json == null) {
            return List.of();
        }
        JsonArray array = array(json, at);
        List<String> strings = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            strings.add(roomName(string(array.json(i), at + "/" + i), at + "/" + i));
        }
        return strings;
    }

    /** A name that a room may have. */
    static String roomName(String name, String field) {
        if (name.isEmpty()) {
            throw bad(field, "room: empty (expected: a name)");
        }
        return name;
    }

    private static String name(String at) {
        return at.substring(at.indexOf('/') + 1);
    }

    private static Problem.Refusal malformed(ProtocolException e, String at) {
        return bad(at, String.valueOf(e.getMessage()).replaceFirst("^invalid payload: ", "not the JSON expected: "));
    }

    private static Problem.Refusal bad(String field, String detail) {
        return Problem.refuse(400, field, detail);
    }
}
