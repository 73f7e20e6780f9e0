package ee.socketio.config;

/** The settings under {@code socketio.admin.}, of Socket.IO's admin page. */
public record AdminSettings(
        @Setting(value = "off", about = "what the admin page is told: nothing, numbers, or every event as well")
                Mode mode,
        @Setting(
                        value = "/admin",
                        about = "the namespace that the page connects to",
                        pattern = "(/[\\w.~-]+)+",
                        expected = "a name such as /admin")
                String namespace,
        @Setting(value = "true", about = "whether the page asks for username and password") boolean auth,
        @Setting(value = "", about = "who may open the page", expected = "any text") String username,
        @Setting(
                        value = "",
                        about = "the password's bcrypt hash, as htpasswd -nB prints it",
                        pattern = "(\\$2[aby]\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53})?",
                        expected = "a bcrypt hash such as $2y$10$…, of a cost up to 16",
                        secret = true)
                String password,
        @Setting(value = "false", about = "whether the page can change nothing") boolean readonly,
        @Setting(
                        value = "",
                        about = "the server's name on the page; empty for host and process id",
                        expected = "any text, or nothing")
                String serverId) {

    /** What the page is told. */
    public enum Mode {
        /** There is no such namespace. */
        OFF,
        /** Numbers. */
        PRODUCTION,
        /** Every socket, room and event as well. */
        DEVELOPMENT
    }
}
