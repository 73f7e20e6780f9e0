package ee.socketio.engine.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Internet Explorer's XSS filter takes JSON in a response for an attack and must be told not to. */
final class LegacyBrowser {

    private LegacyBrowser() {}

    static void protect(HttpServletRequest request, HttpServletResponse response) {
        String agent = request.getHeader("User-Agent");
        if (agent != null && (agent.contains(";MSIE") || agent.contains("Trident/"))) {
            response.setHeader("X-XSS-Protection", "0");
        }
    }
}
