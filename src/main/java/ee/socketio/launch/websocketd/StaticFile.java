package ee.socketio.launch.websocketd;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of {@code --staticdir}, with the redirects of Go's file server: {@code /index.html} to its folder, a folder to
 * its name with a slash. The content itself, with ranges and conditions, is Tomcat's business.
 *
 * @param scripts the folder of {@code --cgidir}: when it lies within the root, nothing of it is served as a file
 */
record StaticFile(Path root, Optional<Path> scripts, String path) {
    private static final String INDEX = "index.html";

    void serve(HttpServletRequest request, HttpServletResponse response, RequestDispatcher files)
            throws IOException, ServletException {
        Optional<Path> found = find();
        if (found.isEmpty()) {
            HttpSide.write(response, HttpServletResponse.SC_NOT_FOUND, "404 page not found\n");
            return;
        }
        Path file = found.get();
        boolean slash = path.endsWith("/");
        if (path.endsWith("/" + INDEX)) {
            redirect(request, response, "./");
        } else if (Files.isDirectory(file) && !slash) {
            redirect(request, response, last(request.getRequestURI()) + "/");
        } else if (!Files.isDirectory(file) && slash) {
            redirect(request, response, "../" + file.getFileName());
        } else if (Files.isDirectory(file) && !Files.isRegularFile(file.resolve(INDEX))) {
            list(file, response);
        } else {
            files.forward(request, response);
        }
    }

    private Optional<Path> find() {
        Optional<Path> file = Optional.of(root);
        for (String name : path.split("/", -1)) {
            if (!name.isEmpty()) {
                file = file.flatMap(parent -> ScriptFolder.confined(root, parent, name));
            }
        }
        return file.filter(found -> !isScript(found));
    }

    private boolean isScript(Path file) {
        if (scripts.isEmpty()) {
            return false;
        }
        try {
            Path folder = scripts.get().toRealPath();
            return folder.startsWith(root.toRealPath()) && file.toRealPath().startsWith(folder);
        } catch (IOException unknown) {
            return true;
        }
    }

    private static String last(String uri) {
        return uri.substring(uri.lastIndexOf('/') + 1);
    }

    private static void redirect(HttpServletRequest request, HttpServletResponse response, String location) {
        String query = request.getQueryString();
        response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
        response.setHeader("Location", query == null ? location : location + "?" + query);
        response.setContentLength(0);
    }

    private static void list(Path folder, HttpServletResponse response) throws IOException {
        StringBuilder page = new StringBuilder("<pre>\n");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = escape(file.getFileName() + (Files.isDirectory(file) ? "/" : ""));
                page.append("<a href=\"./")
                        .append(name.replace("%", "%25").replace("?", "%3F").replace("#", "%23"))
                        .append("\">")
                        .append(name)
                        .append("</a>\n");
            }
        }
        response.setContentType("text/html; charset=utf-8");
        response.getWriter().write(page.append("</pre>\n").toString());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;");
    }
}
