package ee.socketio.engine.servlet;

import jakarta.servlet.Filter;

/**
 * A step that each request of Engine.IO passes before the server looks at it: polls, POSTs and WebSocket handshakes,
 * but neither the browser's script nor what comes from an origin that is not allowed. An application offers it as a CDI
 * bean; several are passed in the order of their {@code @Priority}.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class Node implements HttpMiddleware {
 *     @Override
 *     public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
 *             throws IOException, ServletException {
 *         ((HttpServletResponse) response).setHeader("X-Node", "blue");
 *         chain.doFilter(request, response);
 *     }
 * }
 * }</pre>
 *
 * <p>It is a servlet {@link Filter} that the server calls itself, because filters that an application registers come
 * behind the server. Headers that it sets are sent with whatever answers, the 101 of a WebSocket included. A request
 * that it does not hand on is answered by it, and one on which it throws by HTTP 400 (code 3). It must neither read a
 * body nor ask for parameters, which may come from a body.
 */
public interface HttpMiddleware extends Filter {}
