package ee.socketio.boot;

import ee.socketio.config.PushSettings;
import ee.socketio.config.Settings;
import ee.socketio.config.SettingsException;
import ee.socketio.engine.servlet.CorsOptions;
import ee.socketio.engine.servlet.Networks;
import ee.socketio.engine.servlet.OriginPolicy;
import ee.socketio.push.Origins;
import ee.socketio.push.PushDoor;
import ee.socketio.push.PushOptions;
import ee.socketio.push.PushToken;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/** Puts the door in front of {@code /push}. */
final class PushFilter {

    private PushFilter() {}

    static void add(ServletContext context, Settings settings) {
        PushDoor door = new PushDoor(options(settings), origins(settings), System::nanoTime);
        FilterRegistration.Dynamic registration = context.addFilter("socketio-push", door);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/push/*");
    }

    /** Who may push, for the start-up line. */
    static String summary(PushSettings settings) {
        return settings.tokens().isEmpty()
                ? "from " + String.join(" ", settings.localNetworks())
                        + " alone (no socketio.push.tokens are configured)"
                : "with one of " + settings.tokens().size() + " tokens";
    }

    private static PushOptions options(Settings settings) {
        PushSettings push = settings.push();
        return new PushOptions(
                push.tokens().stream().map(PushToken::parse).toList(),
                local(push),
                SocketIoBoot.proxies(settings)::origin,
                push.maxBodySize(),
                push.maxBatch(),
                push.callsPerMinute(),
                push.idempotencyTime());
    }

    private static Predicate<String> local(PushSettings push) {
        try {
            return new Networks(push.localNetworks())::contain;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(Settings.PREFIX + "push.local-networks: " + e.getMessage());
        }
    }

    private static Origins origins(Settings settings) {
        // Without cookies: a page of another origin has to bring a token.
        CorsOptions cors = CorsOptions.of(Set.copyOf(settings.push().corsAllowedOrigins()), false);
        OriginPolicy policy = new OriginPolicy(cors, SocketIoBoot.proxies(settings));
        return new Origins() {
            @Override
            public boolean check(HttpServletRequest request, HttpServletResponse response) {
                return policy.check(request, response);
            }

            @Override
            public void preflight(HttpServletRequest request, HttpServletResponse response) {
                policy.preflight(request, response);
            }
        };
    }
}
