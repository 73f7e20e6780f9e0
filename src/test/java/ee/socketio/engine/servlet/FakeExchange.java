package ee.socketio.engine.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request without a container, and its answer. */
final class FakeExchange {
    private final String method;
    private final String path;
    private final String query;
    private final Map<String, String> asked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, List<String>> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status = 200;
    private boolean passedOn;

    /**
     * Has a filter serve it.
     *
     * @param line the method, GET by default, the path, and perhaps a query
     * @param headers lines such as {@code Origin: http://a.example}
     */
    FakeExchange(Filter filter, String line, String... headers) throws IOException, ServletException {
        int blank = line.indexOf(' ');
        method = blank < 0 ? "GET" : line.substring(0, blank);
        String target = line.substring(blank + 1);
        int mark = target.indexOf('?');
        path = mark < 0 ? target : target.substring(0, mark);
        query = mark < 0 ? null : target.substring(mark + 1);
        for (String header : headers) {
            int colon = header.indexOf(": ");
            asked.put(header.substring(0, colon), header.substring(colon + 2));
        }
        filter.doFilter(request(), response(), (request, response) -> passedOn = true);
    }

    private List<String> values(String header) {
        String value = asked.get(header);
        return value == null ? List.of() : List.of(value);
    }

    private HttpServletRequest request() {
        return proxy(HttpServletRequest.class, (method, args) -> switch (method) {
            case "getMethod" -> this.method;
            case "getRequestURI" -> path;
            case "getContextPath" -> "";
            case "getQueryString" -> query;
            case "getHeader" -> asked.get((String) args[0]);
            case "getHeaders" -> Collections.enumeration(values((String) args[0]));
            case "getHeaderNames" -> Collections.enumeration(asked.keySet());
            case "getRemoteAddr" -> "192.0.2.1";
            case "getScheme" -> "http";
            case "isSecure" -> false;
            case "getUserPrincipal" -> null;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (method, args) -> {
            switch (method) {
                case "isCommitted" -> {
                    return false;
                }
                case "resetBuffer" -> body.reset();
                case "setStatus" -> status = (int) args[0];
                case "setHeader" -> answered.put((String) args[0], new ArrayList<>(List.of((String) args[1])));
                case "addHeader" ->
                    answered.computeIfAbsent((String) args[0], name -> new ArrayList<>())
                            .add((String) args[1]);
                case "setContentType" -> answered.put("Content-Type", List.of((String) args[0]));
                case "setContentLength" -> answered.put("Content-Length", List.of(args[0].toString()));
                case "getOutputStream" -> {
                    return output();
                }
                default -> throw new UnsupportedOperationException(method);
            }
            return null;
        });
    }

    private ServletOutputStream output() {
        return new ServletOutputStream() {
            @Override
            public void write(int b) {
                body.write(b);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private interface Answers {
        Object call(String method, Object[] args);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                FakeExchange.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> answers.call(method.getName(), args)));
    }

    int status() {
        return status;
    }

    /** The values of a response header, in the order in which they were added. */
    List<String> header(String name) {
        return answered.getOrDefault(name, List.of());
    }

    byte[] body() {
        return body.toByteArray();
    }

    String text() {
        return body.toString(StandardCharsets.UTF_8);
    }

    /** Whether the request was left to those behind the filter. */
    boolean passedOn() {
        return passedOn;
    }
}
