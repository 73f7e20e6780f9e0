package ee.socketio.admin;

import java.util.Optional;

/**
 * How the admin page is served.
 *
 * @param namespace its name, with the leading slash; must not be one of the application's
 * @param account who may open the page; empty to let in everybody
 * @param readonly whether the page can change nothing
 * @param serverId the name of this server, different from that of all others which the same page shows; empty for host
 *     and process id
 */
public record AdminOptions(
        Mode mode, String namespace, Optional<Account> account, boolean readonly, Optional<String> serverId) {

    /** How much the page is told. */
    public enum Mode {
        /** Numbers only. */
        PRODUCTION,
        /** Every socket, room and event as well: an event for each event. */
        DEVELOPMENT
    }

    /** Somebody who may open the page. */
    public record Account(String username, BcryptHash password) {}
}
