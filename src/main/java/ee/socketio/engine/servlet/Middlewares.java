package ee.socketio.engine.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** The way of one request through the application's middlewares. */
final class Middlewares implements FilterChain {

    /** What is behind them. */
    interface End {
        void serve(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    private final Iterator<? extends Filter> steps;
    private final End end;
    private boolean passed;

    Middlewares(List<? extends Filter> middlewares, End end) {
        steps = middlewares.iterator();
        this.end = end;
    }

    /** Whether the request has come to the end: what is thrown from then on is not the middlewares' fault. */
    boolean isPassed() {
        return passed;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response) throws IOException, ServletException {
        if (steps.hasNext()) {
            steps.next().doFilter(request, response, this);
        } else if (!passed) {
            // A middleware that goes on twice is served once.
            passed = true;
            end.serve((HttpServletRequest) request, (HttpServletResponse) response);
        }
    }
}
