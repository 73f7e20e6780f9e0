package ee.socketio.it.engine;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Looks at sessions of {@link EchoApplication} from the inside, and acts on them, for an {@link EchoServer}. */
final class EchoControl extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient EchoApplication application;

    EchoControl(EchoApplication application) {
        this.application = application;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String sid = request.getParameter("sid");
        String argument = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String answer = "";
        switch (request.getParameter("do")) {
            case "await-parked" -> application.awaitParked(sid);
            case "send" -> application.session(sid).send(Echoes.message(argument));
            case "count" -> application.count(sid, Integer.parseInt(argument));
            case "close" -> application.session(sid).close();
            default -> answer = application.closing(sid);
        }
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
    }
}
