package ee.socketio.launch.websocketd;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.process.ForkLimit;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CgiScriptsTest {
    private static final String IGNORANT =
            """
            #!/bin/sh
            printf 'Content-Type: text/plain\\n\\nbye\\n'
            """;

    private static final Map<Class<?>, Object> NOTHING = Map.of(String.class, "", boolean.class, false, int.class, 0);

    @TempDir
    Path folder;

    private final CountDownLatch answered = new CountDownLatch(1);
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private volatile boolean reading;

    /** A body whose next byte comes when the answer was sent. */
    private final ServletInputStream body = new ServletInputStream() {
        @Override
        public int read() {
            reading = true;
            try {
                return answered.await(10, TimeUnit.SECONDS) ? -1 : 'x';
            } catch (InterruptedException e) {
                return -1;
            } finally {
                reading = false;
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            return read();
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {}
    };

    private final ServletOutputStream output = new ServletOutputStream() {
        @Override
        public void write(int b) {
            answer.write(b);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}
    };

    private final HttpServletRequest request = proxy(
            HttpServletRequest.class,
            Map.of(
                    "getHeaderNames", Collections.emptyEnumeration(),
                    "getRequestURI", "/script",
                    "getContextPath", "",
                    "getScheme", "http",
                    "getProtocol", "HTTP/1.1",
                    "getMethod", "POST",
                    "getContentLengthLong", 10L,
                    "getInputStream", body));
    private final HttpServletResponse response = proxy(HttpServletResponse.class, Map.of("getOutputStream", output));

    private <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getName().equals("flushBuffer")) {
                answered.countDown();
            }
            return answers.getOrDefault(method.getName(), NOTHING.get(method.getReturnType()));
        }));
    }

    @Test
    void bodyThatTheScriptDoesNotReadIsNotReadAfterTheRequest() throws Exception {
        Path script = Files.writeString(folder.resolve("script"), IGNORANT);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        WebsocketdLog log = new WebsocketdLog(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                WebsocketdLog.Level.NONE);
        CgiScripts scripts = new CgiScripts(Optional.of(folder), Map.of(), "test/1", new ForkLimit(1), log);

        scripts.run(scripts.find("/script").orElseThrow(), request, response);

        assertThat(answer.toString(StandardCharsets.UTF_8)).isEqualTo("bye\n");
        assertThat(reading).isFalse();
    }
}
