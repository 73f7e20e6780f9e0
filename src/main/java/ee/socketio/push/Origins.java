package ee.socketio.push;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Which pages may call. Requests that come from no page pass. */
public interface Origins {

    /** Checks a request's {@code Origin} and sets the response's CORS headers; false when it is refused. */
    boolean check(HttpServletRequest request, HttpServletResponse response);

    /** Answers the preflight of an origin that has passed. */
    void preflight(HttpServletRequest request, HttpServletResponse response);
}
