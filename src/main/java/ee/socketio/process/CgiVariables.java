package ee.socketio.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The environment of a program: these variables, those that the operator lets it inherit, and nothing else.
 *
 * <p>Of a client's choice are only values, and the names of the {@code HTTP_} ones. {@code Proxy} is left out, because
 * programs take {@code HTTP_PROXY} for an instruction (CVE-2016-5385), and so are names with an underscore,
 * which would be taken for those with a hyphen: {@code X_Remote_User} for the {@code X-Remote-User} that a proxy sets.
 */
public final class CgiVariables {
    private static final List<String> EMPTY =
            List.of("AUTH_TYPE", "CONTENT_LENGTH", "CONTENT_TYPE", "REMOTE_IDENT", "REMOTE_USER");

    private CgiVariables() {}

    /**
     * The variables for one client.
     *
     * @param software the name and version of this server
     */
    public static Map<String, String> of(ClientRequest request, String software, Map<String, String> inherited) {
        Map<String, String> variables = new LinkedHashMap<>();
        request.headers().forEach((name, values) -> {
            if (!name.equals("host") && isPassed(name)) {
                variables.put(variable(name), String.join(", ", values));
            }
        });
        variables.put("SERVER_SOFTWARE", software);
        variables.put("REMOTE_ADDR", request.remoteAddress());
        variables.put("REMOTE_HOST", request.remoteHost());
        variables.put("REMOTE_PORT", Integer.toString(request.remotePort()));
        variables.put("SERVER_NAME", request.serverName());
        variables.put("SERVER_PORT", Integer.toString(request.serverPort()));
        variables.put("SERVER_PROTOCOL", request.protocol());
        variables.put("GATEWAY_INTERFACE", "CGI/1.1");
        variables.put("REQUEST_METHOD", "GET");
        variables.put("SCRIPT_NAME", request.scriptName());
        variables.put("PATH_INFO", request.pathInfo());
        variables.put("PATH_TRANSLATED", request.path());
        variables.put("QUERY_STRING", request.query());
        variables.put("REQUEST_URI", request.uri());
        variables.put("UNIQUE_ID", request.id());
        if (request.secure()) {
            variables.put("HTTPS", "on");
        }
        EMPTY.forEach(name -> variables.put(name, ""));
        variables.putAll(inherited);
        variables.replaceAll((name, value) -> value.replace('\n', ' ').replace("\0", ""));
        return variables;
    }

    /** Whether a header may become a variable. */
    public static boolean isPassed(String header) {
        return !header.equalsIgnoreCase("proxy") && header.indexOf('_') < 0;
    }

    private static String variable(String header) {
        return "HTTP_" + header.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
