package ee.socketio.admin;

import ee.socketio.ConnectionRefused;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.admin.AdminOptions.Account;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Map;

/**
 * Lets in a page that brings either <code>{sessionId}</code> or <code>{username, password}</code>. The latter is sent
 * the former behind its CONNECT packet, where the page listens for it; the official server sends it ahead.
 */
final class Login implements Namespace.Middleware {
    private final Account account;
    private final LoginSessions sessions;
    private final Attempts attempts;

    Login(Account account, Clock clock) {
        this.account = account;
        sessions = new LoginSessions(clock);
        attempts = new Attempts(clock);
    }

    @Override
    public void connecting(Socket socket) {
        Map<?, ?> auth = socket.handshake().auth(Map.class);
        if (sessions.knows(text(auth, "sessionId"))) {
            return;
        }
        if (!isRight(
                text(auth, "username"),
                text(auth, "password"),
                socket.connection().address())) {
            // The page asks for the password when it reads these words.
            throw new ConnectionRefused("invalid credentials");
        }
        socket.emit("session", sessions.open());
    }

    private boolean isRight(String username, String password, String address) {
        if (username.isEmpty() || password.isEmpty()) {
            return false;
        }
        if (!attempts.take(address)) {
            throw new ConnectionRefused("too many attempts, try again in a minute");
        }
        // In any case, and first: the time must not tell whether the name was right.
        boolean right = account.password().matches(password) && isSame(account.username(), username);
        if (right) {
            attempts.giveBack(address);
        }
        return right;
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** What it says there; empty when it says nothing, or something else than text. */
    private static String text(Map<?, ?> auth, String name) {
        return auth.get(name) instanceof String text ? text : "";
    }
}
