package ee.socketio.admin;

import ee.socketio.admin.AdminOptions.Mode;
import java.util.EnumSet;
import java.util.List;

/** What a server can do for the page, in the words that the page knows; {@code M} is for many sockets at once. */
enum Feature {
    EMIT,
    JOIN,
    LEAVE,
    DISCONNECT,
    MJOIN,
    MLEAVE,
    MDISCONNECT,
    AGGREGATED_EVENTS,
    ALL_EVENTS;

    static List<String> names(AdminOptions options) {
        EnumSet<Feature> features = EnumSet.of(AGGREGATED_EVENTS);
        if (!options.readonly()) {
            features.addAll(EnumSet.range(EMIT, MDISCONNECT));
        }
        if (options.mode() == Mode.DEVELOPMENT) {
            features.add(ALL_EVENTS);
        }
        return features.stream().map(Feature::name).toList();
    }
}
