package ee.socketio.push;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A secret and what it opens. The secret itself is not kept.
 *
 * <p>Immutable and thread-safe.
 */
public final class PushToken {
    private final byte[] digest;
    private final List<String> namespaces;

    private PushToken(byte[] digest, List<String> namespaces) {
        this.digest = digest;
        this.namespaces = namespaces;
    }

    /**
     * Reads {@code secret} or {@code secret:/dcenter:/chat/*}: the namespaces it is for, all when there is none, all
     * that begin alike with an asterisk at the end.
     */
    public static PushToken parse(String text) {
        String[] parts = text.split(":", -1);
        return new PushToken(sha256(parts[0]), List.of(parts).subList(1, parts.length));
    }

    /** The digest to compare {@linkplain #matches tokens} with. */
    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Takes the same time whatever was presented. */
    boolean matches(byte[] presented) {
        return MessageDigest.isEqual(digest, presented);
    }

    boolean opens(String namespace) {
        return namespaces.isEmpty() || namespaces.stream().anyMatch(pattern -> fits(pattern, namespace));
    }

    private static boolean fits(String pattern, String namespace) {
        return pattern.endsWith("*")
                ? namespace.startsWith(pattern.substring(0, pattern.length() - 1))
                : namespace.equals(pattern);
    }

    /** A name for logs, which tells nothing about the secret: the beginning of its digest. */
    @Override
    public String toString() {
        return "token " + HexFormat.of().formatHex(digest, 0, 4);
    }
}
