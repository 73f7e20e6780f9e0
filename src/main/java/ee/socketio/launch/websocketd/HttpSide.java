package ee.socketio.launch.websocketd;

import ee.socketio.process.ProgramFilter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Answers what is no WebSocket: the console for every path, else a CGI script, else a file, else 404. */
final class HttpSide extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient WebsocketdOptions options;
    private final transient WebsocketdLog log;
    private final transient CgiScripts scripts;

    HttpSide(WebsocketdOptions options, WebsocketdLog log, CgiScripts scripts) {
        this.options = options;
        this.log = log;
        this.scripts = scripts;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String url = url(request);
        options.httpHeaders().forEach(response::addHeader);
        Optional<CgiScripts.Script> script = scripts.find(ProgramFilter.path(request));
        if (options.console()) {
            log.http(WebsocketdLog.Level.ACCESS, url, "DEVCONSOLE");
            console(request, response);
        } else if (script.isPresent()) {
            scripts.run(script.get(), request, response);
        } else if (options.files().isPresent()) {
            log.http(WebsocketdLog.Level.ACCESS, url, "STATIC");
            new StaticFile(options.files().get(), options.cgi(), ProgramFilter.path(request))
                    .serve(request, response, getServletContext().getNamedDispatcher("files"));
        } else {
            log.http(WebsocketdLog.Level.ACCESS, url, "NOT FOUND");
            write(response, HttpServletResponse.SC_NOT_FOUND, "404 page not found\n");
        }
    }

    static String url(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getScheme() + "://" + request.getHeader("Host") + request.getRequestURI()
                + (query == null ? "" : "?" + query);
    }

    private static void console(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (InputStream page = HttpSide.class.getResourceAsStream("console.html")) {
            if (page == null) {
                throw new IOException("console.html: missing");
            }
            byte[] body = page.readAllBytes();
            response.setContentType("text/html; charset=utf-8");
            response.setHeader("Cache-Control", "no-cache");
            response.setContentLength(body.length);
            if (!request.getMethod().equals("HEAD")) {
                response.getOutputStream().write(body);
            }
        }
    }

    static void write(HttpServletResponse response, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/plain; charset=utf-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
