package ee.socketio.it;

import ee.socketio.engine.servlet.HttpMiddleware;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Marks whatever is answered. */
@ApplicationScoped
public class Marking implements HttpMiddleware {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ((HttpServletResponse) response).setHeader("X-Marked", "yes");
        chain.doFilter(request, response);
    }
}
