package ee.socketio.config;

import java.time.Duration;
import java.util.List;

/** The settings under {@code socketio.push.}, of the door for back ends. */
public record PushSettings(
        @Setting(
                        value = "",
                        about = "secrets of back ends that may push, each for all namespaces or for those behind it;"
                                + " without any, this machine alone may",
                        pattern = "[\\w.~+/-]{16,}=*(:/[^:\\s]*)*",
                        expected = "tokens of at least 16 letters, digits and ._~+/-, such as"
                                + " f3Xq…, or f3Xq…:/dcenter:/chat/* for these namespaces",
                        secret = true)
                List<String> tokens,
        @Setting(
                        value = "127.0.0.0/8,::1",
                        about = "addresses that need no token as long as there is none",
                        pattern = "[0-9a-fA-F:.]+(/\\d{1,3})?",
                        expected = "addresses or networks such as 127.0.0.1, 10.0.0.0/8")
                List<String> localNetworks,
        @Setting(
                        value = "",
                        about = "origins whose pages may push besides the server's own; * for all",
                        pattern = "\\*|null|(?i)[a-z][a-z0-9+.-]*://[^/\\s]+",
                        expected = "*, or origins such as https://www.example.com without a path")
                List<String> corsAllowedOrigins,
        @Setting(value = "1000000", about = "largest body of a push, in bytes", min = 1) int maxBodySize,
        @Setting(value = "100", about = "events of one batch", min = 1, max = 100_000) int maxBatch,
        @Setting(value = "60000", about = "calls of one caller in a minute", min = 1) int callsPerMinute,
        @Setting(value = "10m", about = "how long an Idempotency-Key is remembered", min = 1)
                Duration idempotencyTime) {}
