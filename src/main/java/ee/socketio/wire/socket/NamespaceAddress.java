package ee.socketio.wire.socket;

import ee.socketio.wire.engine.QueryString;
import java.util.Map;

/**
 * The namespace of a CONNECT packet in revision 4, where it may carry a query: {@code /chat?token=a%20b}.
 *
 * <p>The reference server takes the name through a URL parser, which rewrites names such as {@code /ä} or {@code /a b};
 * clients, who compare verbatim, then never see their own answer. Here the name stays as it is.
 *
 * @param name what stands in front of the question mark
 * @param query the decoded fields behind it, unmodifiable, which take the place of the auth payload
 */
public record NamespaceAddress(String name, Map<String, String> query) {

    /** Splits a namespace as it stands in the packet. */
    public static NamespaceAddress parse(String namespace) {
        int mark = namespace.indexOf('?');
        return mark < 0
                ? new NamespaceAddress(namespace, Map.of())
                : new NamespaceAddress(namespace.substring(0, mark), QueryString.parse(namespace.substring(mark + 1)));
    }
}
