package ee.socketio.it.engine;

/** The engines of {@link EchoApplication}, which differ in their settings. */
enum EchoVariant {
    /** The protocol's defaults, at the application's root. */
    PLAIN(""),
    /** Asks for the heartbeat every second, and waits one for the answer. */
    IMPATIENT("impatient/"),
    /** Gives an upgrade one second. */
    SHORT_UPGRADE("short-upgrade/"),
    NO_UPGRADE("no-upgrade/"),
    NO_REVISION_3("no-revision-3/"),
    DEFLATING("deflating/"),
    /** Answers at the path without its slash, too. */
    SLASHLESS("slashless/"),
    /** Sets a cookie, refuses who is banned, lets in one more origin, and adds headers. */
    HOOKED("hooked/"),
    ONE_ORIGIN("one-origin/"),
    ANY_ORIGIN("any-origin/"),
    /** Listed origins and those that match, which are told all that CORS can tell. */
    MATCHING_ORIGINS("matching-origins/"),
    BEHIND_PROXY("behind-proxy/");

    private final String folder;

    EchoVariant(String folder) {
        this.folder = folder;
    }

    /** Where {@code socket.io} is, relative to the application. */
    String folder() {
        return folder;
    }
}
