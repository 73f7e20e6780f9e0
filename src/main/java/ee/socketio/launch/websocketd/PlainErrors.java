package ee.socketio.launch.websocketd;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** What Tomcat refuses by itself is one line of text; a path that leads out of the root is one that does not exist. */
public final class PlainErrors extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        int status = response.getStatus();
        if (status < HttpServletResponse.SC_BAD_REQUEST || response.getContentWritten() > 0) {
            return;
        }
        try {
            response.setContentType("text/plain; charset=utf-8");
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(status + " error\n");
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException gone) {
            // The client has left, or was answered.
        }
    }
}
