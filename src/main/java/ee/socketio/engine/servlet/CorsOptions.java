package ee.socketio.engine.servlet;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What pages of other origins may do (Fetch standard, CORS protocol).
 *
 * @param origins such as {@code https://shop.example}, or {@code *} for any; empty for the own one alone
 * @param pattern matches further origins as a whole; they come in lower case and without a default port
 * @param credentials whether they may send cookies; never granted to {@code *}
 * @param methods that they may use
 * @param allowedHeaders that they may send; empty for those that they ask for
 * @param exposedHeaders of responses that they may read besides those that every page may
 * @param maxAge how long a browser may remember the answer to a preflight, in whole seconds
 * @param preflightContinue whether the application answers preflights; the headers are set all the same
 * @param optionsSuccessStatus the status of a preflight that is answered here
 */
public record CorsOptions(
        Set<String> origins,
        Optional<Pattern> pattern,
        boolean credentials,
        List<String> methods,
        List<String> allowedHeaders,
        List<String> exposedHeaders,
        Duration maxAge,
        boolean preflightContinue,
        int optionsSuccessStatus) {
    /** What browsers do when they are not told. */
    static final Duration USUAL_MAX_AGE = Duration.ofSeconds(5);

    private static final List<String> USUAL_METHODS = List.of("GET", "HEAD", "PUT", "PATCH", "POST", "DELETE");
    private static final int NO_CONTENT = 204;

    /** Copies the collections. */
    public CorsOptions {
        origins = Set.copyOf(origins);
        methods = List.copyOf(methods);
        allowedHeaders = List.copyOf(allowedHeaders);
        exposedHeaders = List.copyOf(exposedHeaders);
    }

    /** These origins may do what is usual. */
    public static CorsOptions of(Set<String> origins, boolean credentials) {
        return new CorsOptions(
                origins,
                Optional.empty(),
                credentials,
                USUAL_METHODS,
                List.of(),
                List.of(),
                USUAL_MAX_AGE,
                false,
                NO_CONTENT);
    }
}
