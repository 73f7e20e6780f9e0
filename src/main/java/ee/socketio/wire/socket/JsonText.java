package ee.socketio.wire.socket;

import ee.socketio.wire.engine.ProtocolException;
import java.util.List;

/** JSON texts (RFC 8259) that are checked and passed on as they are; no tree is made of them. */
public final class JsonText {

    private JsonText() {}

    /**
     * One member of an object.
     *
     * @param json its value, without white space around it
     */
    public record Member(String name, String json) {}

    /**
     * Validates one value of any kind.
     *
     * @return the text without white space around it
     * @throws ProtocolException {@code INVALID_PACKET}, "invalid payload", when it is none or nests deeper than the
     *     limit
     */
    public static String validate(String json, DecoderLimits limits) {
        return new JsonScanner(json, 0, limits).any();
    }

    /**
     * Validates an object and takes it apart.
     *
     * @return its members in their order; a name that is repeated is there as often
     * @throws ProtocolException as {@link #validate}, and when it is no object
     */
    public static List<Member> members(String json, DecoderLimits limits) {
        return List.copyOf(new JsonScanner(json, 0, limits).objectMembers());
    }
}
