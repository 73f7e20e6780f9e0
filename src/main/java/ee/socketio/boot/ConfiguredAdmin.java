package ee.socketio.boot;

import ee.socketio.admin.AdminNamespace;
import ee.socketio.admin.AdminOptions;
import ee.socketio.admin.AdminOptions.Account;
import ee.socketio.admin.BcryptHash;
import ee.socketio.config.AdminSettings;
import ee.socketio.config.SettingsException;
import ee.socketio.engine.Sweeper;
import ee.socketio.server.SocketServer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;

/** The admin page of {@code socketio.admin}; there is nothing of it while that is off. */
final class ConfiguredAdmin {
    private static final Logger LOGGER = System.getLogger("ee.socketio.boot");
    private static final String PREFIX = "socketio.admin.";

    private ConfiguredAdmin() {}

    /**
     * Opens the namespace, when all of the application's are there.
     *
     * @throws SettingsException when the settings do not say who may come in
     */
    static Optional<AdminNamespace> open(SocketServer server, AdminSettings settings, Sweeper sweeper) {
        if (settings.mode() == AdminSettings.Mode.OFF) {
            return Optional.empty();
        }
        AdminOptions options = new AdminOptions(
                AdminOptions.Mode.valueOf(settings.mode().name()),
                settings.namespace(),
                account(settings),
                settings.readonly(),
                Optional.of(settings.serverId()).filter(id -> !id.isEmpty()));
        try {
            AdminNamespace opened = AdminNamespace.open(server, options, sweeper, Clock.systemUTC());
            if (options.account().isEmpty()) {
                LOGGER.log(
                        Level.WARNING, "SIO-1805 Everybody may open the admin page, because of {0}auth=false", PREFIX);
            }
            LOGGER.log(
                    Level.INFO,
                    "SIO-1804 The admin page of Socket.IO may connect to {0} ({1}{2})",
                    options.namespace(),
                    options.mode() == AdminOptions.Mode.DEVELOPMENT ? "development" : "production",
                    options.readonly() ? ", read-only" : "");
            return Optional.of(opened);
        } catch (IllegalArgumentException taken) {
            throw new SettingsException(PREFIX + "namespace: " + taken.getMessage());
        }
    }

    private static Optional<Account> account(AdminSettings settings) {
        if (!settings.auth()) {
            return Optional.empty();
        }
        if (settings.username().isEmpty()) {
            throw missing("username", "who may open the admin page");
        }
        if (settings.password().isEmpty()) {
            throw missing("password", "a bcrypt hash, as htpasswd -nB prints it");
        }
        return Optional.of(new Account(settings.username(), BcryptHash.parse(settings.password())));
    }

    private static SettingsException missing(String setting, String expected) {
        return new SettingsException(PREFIX + setting + ": missing (expected: " + expected + "; or " + PREFIX
                + "auth=false to let in everybody)");
    }
}
