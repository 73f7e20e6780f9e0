package ee.socketio.admin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A password as bcrypt keeps it, for example {@code $2y$10$} and 53 more characters, as {@code htpasswd -nB} prints it.
 * The variants {@code 2a}, {@code 2b} and {@code 2y} are the same to correct implementations.
 */
public final class BcryptHash {
    private static final Pattern FORM =
            Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-6])\\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})");
    private static final String DIGITS = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** What is encrypted, over and over. */
    private static final byte[] TEXT = "OrpheanBeholderScryDoubt".getBytes(StandardCharsets.US_ASCII);

    /** More of a password does not count. */
    private static final int MAX_KEY_BYTES = 72;

    /** One byte of the result is not kept. */
    private static final int DIGEST_BYTES = 23;

    private final int cost;
    private final int[] salt;
    private final byte[] digest;

    private BcryptHash(int cost, int[] salt, byte[] digest) {
        this.cost = cost;
        this.salt = salt;
        this.digest = digest;
    }

    /**
     * Reads a hash.
     *
     * @throws IllegalArgumentException when it is none, or one whose cost is not from 4 to 16: with 16 a password takes
     *     seconds to be checked
     */
    public static BcryptHash parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a bcrypt hash of a cost from 4 to 16");
        }
        return new BcryptHash(
                Integer.parseInt(matcher.group(1)), words(decode(matcher.group(2))), decode(matcher.group(3)));
    }

    /** Whether this is the password; takes the time that the hash's cost demands. */
    public boolean matches(String password) {
        byte[] text = password.getBytes(StandardCharsets.UTF_8);
        // With the zero at its end.
        int length = Math.min(text.length + 1, MAX_KEY_BYTES);
        return MessageDigest.isEqual(digest(cycle(Arrays.copyOf(text, length))), digest);
    }

    private byte[] digest(int[] key) {
        Blowfish cipher = new Blowfish();
        int[] none = new int[salt.length];
        cipher.expand(key, salt);
        for (long i = 1L << cost; i > 0; i--) {
            cipher.expand(key, none);
            cipher.expand(salt, none);
        }
        int[] block = words(TEXT);
        for (int i = 0; i < block.length; i += 2) {
            for (int round = 0; round < 64; round++) {
                cipher.encrypt(block, i);
            }
        }
        ByteBuffer result = ByteBuffer.allocate(TEXT.length);
        result.asIntBuffer().put(block);
        return Arrays.copyOf(result.array(), DIGEST_BYTES);
    }

    /** As many words as the cipher takes, of bytes that begin anew whenever they are at their end. */
    private static int[] cycle(byte[] bytes) {
        byte[] repeated = new byte[MAX_KEY_BYTES];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = bytes[i % bytes.length];
        }
        return words(repeated);
    }

    private static int[] words(byte[] bytes) {
        int[] words = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).asIntBuffer().get(words);
        return words;
    }

    private static byte[] decode(String text) {
        StringBuilder usual = new StringBuilder();
        text.chars().map(digit -> BASE64.charAt(DIGITS.indexOf(digit))).forEach(digit -> usual.append((char) digit));
        return Base64.getDecoder().decode(usual.toString());
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return "BcryptHash[…]";
    }
}
