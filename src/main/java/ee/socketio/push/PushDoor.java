package ee.socketio.push;

import ee.socketio.wire.engine.Json;
import ee.socketio.wire.engine.ProtocolException;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of {@code /push}: a request gets to the resources when its page may call, its caller is known and not
 * too fast, and its body is JSON of an acceptable size. Strangers are told the same wherever they knock.
 *
 * <p>Each call is a line in the log {@code ee.socketio.push}, with no part of body, query or token in it. The tutorial's
 * {@code GET /push} passes unseen.
 */
public final class PushDoor implements Filter {
    private static final Logger LOG = System.getLogger(PushDoor.class.getPackageName());
    private static final Pattern JSON = Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?");
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");
    private static final int REFUSALS_PER_MINUTE = 120;
    private static final int LONGEST_PATH = 200;
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final PushOptions options;
    private final Origins origins;
    private final Callers callers;
    private final CallRate rate;
    private final CallRate strangers;
    private final IdempotencyKeys keys;

    /**
     * @param nanos the clock, as {@link System#nanoTime}
     */
    public PushDoor(PushOptions options, Origins origins, LongSupplier nanos) {
        this.options = options;
        this.origins = origins;
        callers = new Callers(options);
        rate = new CallRate(options.callsPerMinute(), nanos);
        strangers = new CallRate(REFUSALS_PER_MINUTE, nanos);
        keys = new IdempotencyKeys(options.idempotencyTime(), nanos);
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        if (!(servletRequest instanceof HttpServletRequest request)
                || !(servletResponse instanceof HttpServletResponse response)
                || isTutorial(request)) {
            chain.doFilter(servletRequest, servletResponse);
            return;
        }
        if (!origins.check(request, response) || isFromAnotherSite(request)) {
            refuseStranger(request, response, "a page", new Problem(403, "Origin", "Origin: this page may not push"));
            return;
        }
        if (request.getMethod().equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") != null) {
            origins.preflight(request, response);
            return;
        }
        Optional<Caller> known = callers.identify(request);
        if (known.isEmpty()) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"push\"");
            refuseStranger(
                    request,
                    response,
                    "a stranger",
                    new Problem(
                            401, "Authorization", "Authorization: missing, or not known (expected: Bearer, a token)"));
            return;
        }
        Caller caller = known.get();
        long seconds = rate.secondsToWait(caller.name());
        Problem problem = bodyProblem(request);
        if (seconds > 0) {
            tooMany(response, seconds);
        } else if (problem != null) {
            refuse(request, response, caller.name(), problem);
        } else {
            serve(request, response, caller, chain);
        }
    }

    private static boolean isTutorial(HttpServletRequest request) {
        String below =
                request.getRequestURI().substring(request.getContextPath().length());
        return (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) && below.equals("/push");
    }

    /** What browsers say who leave the Origin out. */
    private static boolean isFromAnotherSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return request.getHeader("Origin") == null && site != null && !OWN_SITE.contains(site);
    }

    /** A form that a page of another site submits unasked is never JSON. */
    private @Nullable Problem bodyProblem(HttpServletRequest request) {
        if (request.getContentLengthLong() > options.maxBodySize()) {
            return EventReader.tooLarge(options.maxBodySize());
        }
        if (WITHOUT_BODY.contains(request.getMethod())) {
            return null;
        }
        String type = request.getContentType();
        if (type == null || !JSON.matcher(type.toLowerCase(Locale.ROOT)).matches()) {
            return new Problem(
                    415,
                    "Content-Type",
                    "Content-Type: " + (type == null ? "none" : ProtocolException.excerpt(type))
                            + " (expected: application/json)");
        }
        if (request.getHeader("Content-Encoding") != null) {
            return new Problem(415, "Content-Encoding", "Content-Encoding: not supported (expected: none)");
        }
        return null;
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, Caller caller, FilterChain chain)
            throws IOException, ServletException {
        PushCall call = new PushCall(caller, options, keys);
        call.attachTo(request);
        ProblemResponse answer = new ProblemResponse(response);
        try {
            chain.doFilter(request, answer);
        } catch (RuntimeException | ServletException e) {
            LOG.log(Level.ERROR, "SIO-0602 A push failed", e);
            answer.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
        Runnable note = note(request, response, caller.name(), call);
        if (!isToBeContinued(request, note)) {
            answer.served();
            note.run();
        }
    }

    private static boolean isToBeContinued(HttpServletRequest request, Runnable atTheEnd) {
        try {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new AtTheEnd(atTheEnd));
                return true;
            }
        } catch (IllegalStateException completedMeanwhile) {
            LOG.log(Level.TRACE, "No need to wait", completedMeanwhile);
        }
        return false;
    }

    /** Each address may be refused now and then only: nobody tries tokens in great numbers, or fills the log. */
    private void refuseStranger(HttpServletRequest request, HttpServletResponse response, String who, Problem problem)
            throws IOException {
        long seconds = strangers.secondsToWait(callers.address(request));
        if (seconds > 0) {
            tooMany(response, seconds);
        } else {
            refuse(request, response, who, problem);
        }
    }

    /** Not logged, for whoever gets here would fill the log. */
    private static void tooMany(HttpServletResponse response, long seconds) throws IOException {
        response.setHeader("Retry-After", Long.toString(seconds));
        new Problem(429, null, "too many calls within a minute (expected: the next one in " + seconds + " s)")
                .write(response);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, String who, Problem problem)
            throws IOException {
        problem.write(response);
        note(request, response, who, null).run();
    }

    /** Writes the line of a call. What it says of the request is read now, for later that may be gone. */
    private Runnable note(
            HttpServletRequest request, HttpServletResponse response, String who, @Nullable PushCall call) {
        StringBuilder path = new StringBuilder();
        String uri = request.getRequestURI();
        Json.quote(uri.length() > LONGEST_PATH ? uri.substring(0, LONGEST_PATH) : uri, path);
        String beginning = "SIO-0601 " + request.getMethod() + " " + path + " by " + who + " from "
                + callers.address(request) + ": ";
        return () -> LOG.log(Level.INFO, () -> beginning + response.getStatus() + (call == null ? "" : call.remark()));
    }

    /** Tells when an asynchronous answer is complete. */
    private record AtTheEnd(Runnable action) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            action.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
