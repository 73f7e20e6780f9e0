package ee.socketio.launch.websocketd;

import ee.socketio.process.CgiVariables;
import ee.socketio.process.ForkLimit;
import ee.socketio.process.ProgramFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The scripts of {@code --cgidir} (RFC 3875), with the variables of Go's CGI handler. */
final class CgiScripts {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MAX_HEADER_LINE = 65_536;

    /** How long a read of the body that nobody needs any more may take: a little longer than the connector lets it. */
    private static final long BODY_MILLIS = Listeners.TIMEOUT_MILLIS + 1_000;

    private static final String DEFAULT_PATH = "/bin:/usr/bin:/usr/ucb:/usr/bsd:/usr/local/bin";

    /** A file that may be run. */
    record Script(Path file) {
        Path folder() {
            Path folder = file.getParent();
            return folder == null ? file : folder;
        }
    }

    private final Optional<Path> root;
    private final Map<String, String> inherited;
    private final String software;
    private final ForkLimit forks;
    private final WebsocketdLog log;

    CgiScripts(
            Optional<Path> root, Map<String, String> inherited, String software, ForkLimit forks, WebsocketdLog log) {
        this.root = root;
        this.inherited = inherited;
        this.software = software;
        this.forks = forks;
        this.log = log;
    }

    /** The script of a path; a script takes no further path. */
    Optional<Script> find(String path) {
        Optional<Path> file = root;
        for (String name : path.split("/", -1)) {
            if (!name.isEmpty()) {
                file = file.flatMap(parent -> ScriptFolder.confined(root.orElseThrow(), parent, name));
            }
        }
        return file.filter(Files::isRegularFile).map(Script::new);
    }

    void run(Script script, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String url = HttpSide.url(request);
        if (!forks.acquire()) {
            log.http(
                    WebsocketdLog.Level.ERROR,
                    url,
                    "Fork not allowed since maxforks amount has been reached. CGI was not run.");
            HttpSide.write(response, TOO_MANY_REQUESTS, "429 Too Many Requests\n");
            return;
        }
        try {
            log.cgi(url, script.file);
            ProcessBuilder builder = new ProcessBuilder(script.file.toString())
                    .directory(script.folder().toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().clear();
            builder.environment().putAll(variables(script, request));
            exchange(builder.start(), request, response);
        } catch (IOException e) {
            failed(request, response, e);
        } finally {
            forks.release();
        }
    }

    private void failed(HttpServletRequest request, HttpServletResponse response, IOException why) throws IOException {
        log.http(WebsocketdLog.Level.ERROR, HttpSide.url(request), "CGI failed: " + why.getMessage());
        if (!response.isCommitted()) {
            HttpSide.write(response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "500 Internal Server Error\n");
        }
    }

    private void exchange(Process process, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Thread body = new Thread(() -> send(request, process), "cgi-body");
        body.setDaemon(true);
        body.start();
        try (InputStream output = new BufferedInputStream(process.getInputStream())) {
            readHeaders(output, response);
            output.transferTo(response.getOutputStream());
        } catch (IOException e) {
            failed(request, response, e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            await(body, response);
        }
    }

    /** The request is the container's again when this returns, so nobody may read it then. */
    private static void await(Thread body, HttpServletResponse response) throws IOException {
        if (body.isAlive()) {
            response.flushBuffer();
            try {
                body.join(BODY_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void send(HttpServletRequest request, Process process) {
        try (OutputStream input = process.getOutputStream()) {
            if (request.getContentLengthLong() > 0) {
                request.getInputStream().transferTo(input);
            }
        } catch (IOException | IllegalStateException notRead) {
            // A script need not read it.
        }
    }

    private static void readHeaders(InputStream output, HttpServletResponse response) throws IOException {
        boolean any = false;
        for (String line = line(output); line != null && !line.isEmpty(); line = line(output)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("bogus header line: " + line);
            }
            any = true;
            String name = line.substring(0, colon).trim();
            String value = line.substring(colon + 1).trim();
            switch (name.toLowerCase(Locale.ROOT)) {
                case "status" -> response.setStatus(status(value));
                case "content-type" -> response.setContentType(value);
                case "location" -> {
                    response.setHeader(name, value);
                    response.setStatus(HttpServletResponse.SC_FOUND);
                }
                default -> response.addHeader(name, value);
            }
        }
        if (!any) {
            throw new IOException("no headers");
        }
    }

    private static int status(String value) throws IOException {
        if (value.matches("[1-5]\\d\\d(\\s.*)?")) {
            return Integer.parseInt(value.substring(0, 3));
        }
        throw new IOException("bogus status: " + value);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            if (line.size() == MAX_HEADER_LINE) {
                throw new IOException("header line too long");
            }
            line.write(b);
        }
        return null;
    }

    private Map<String, String> variables(Script script, HttpServletRequest request) {
        Map<String, String> variables = new TreeMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            if (CgiVariables.isPassed(name)) {
                variables.put(
                        "HTTP_" + name.toUpperCase(Locale.ROOT).replace('-', '_'),
                        String.join(", ", Collections.list(request.getHeaders(name))));
            }
        }
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        variables.put("PATH", DEFAULT_PATH);
        variables.put("SERVER_SOFTWARE", software);
        variables.put("SERVER_PROTOCOL", request.getProtocol());
        variables.put("SERVER_NAME", request.getServerName());
        variables.put("SERVER_PORT", Integer.toString(request.getServerPort()));
        variables.put("GATEWAY_INTERFACE", "CGI/1.1");
        variables.put("REQUEST_METHOD", request.getMethod());
        variables.put("QUERY_STRING", query);
        variables.put("REQUEST_URI", request.getRequestURI() + (query.isEmpty() ? "" : "?" + query));
        variables.put("PATH_INFO", ProgramFilter.path(request));
        variables.put("SCRIPT_NAME", "/");
        variables.put("SCRIPT_FILENAME", script.file.toString());
        variables.put("PWD", script.folder().toString());
        variables.put("REMOTE_ADDR", request.getRemoteAddr());
        variables.put("REMOTE_HOST", request.getRemoteAddr());
        variables.put("REMOTE_PORT", Integer.toString(request.getRemotePort()));
        if (request.isSecure()) {
            variables.put("HTTPS", "on");
        }
        if (request.getContentLengthLong() > 0) {
            variables.put("CONTENT_LENGTH", Long.toString(request.getContentLengthLong()));
        }
        if (request.getContentType() != null) {
            variables.put("CONTENT_TYPE", request.getContentType());
        }
        variables.putAll(inherited);
        variables.replaceAll((name, value) -> value.replace("\0", ""));
        return variables;
    }
}
