package ee.socketio.launch.websocketd;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** What Tomcat refuses by itself is one line of text; a path that leads out of the root is one that does not exist. */
final class PlainErrors extends ErrorReportValve {
    private static final Pattern UPWARDS = Pattern.compile("(?i)(/|%2f)(\\.|%2e){2}");

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        // A path above the root is no path: Tomcat says 400, websocketd that nothing is there.
        if (response.getStatus() == HttpServletResponse.SC_BAD_REQUEST
                && UPWARDS.matcher(request.getRequestURI()).find()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
        int status = response.getStatus();
        if (status < HttpServletResponse.SC_BAD_REQUEST || response.getContentWritten() > 0) {
            return;
        }
        try {
            response.setContentType("text/plain; charset=utf-8");
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(status == HttpServletResponse.SC_NOT_FOUND ? "404 Not Found\n" : status + " error\n");
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException gone) {
            // The client has left, or was answered.
        }
    }
}
