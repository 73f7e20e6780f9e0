package ee.socketio.admin;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.BCrypt.Version;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A password as bcrypt keeps it, for example {@code $2y$10$} and 53 more characters, as {@code htpasswd -nB} prints it.
 * The variants {@code 2a}, {@code 2b} and {@code 2y} are the same to correct implementations.
 */
public final class BcryptHash {
    private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");

    /** As everywhere: more than 72 bytes of a password do not count. */
    private static final BCrypt.Verifyer VERIFIER =
            BCrypt.verifyer(Version.VERSION_2A, LongPasswordStrategies.truncate(Version.VERSION_2A));

    private final byte[] hash;

    private BcryptHash(byte[] hash) {
        this.hash = hash;
    }

    /**
     * Reads a hash.
     *
     * @throws IllegalArgumentException when it is none, or one whose cost is not from 4 to 16: with 16 a password takes
     *     seconds to be checked
     */
    public static BcryptHash parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a bcrypt hash of a cost from 4 to 16");
        }
        return new BcryptHash(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether this is the password; takes the time that the hash's cost demands. */
    public boolean matches(String password) {
        return VERIFIER.verify(password.getBytes(StandardCharsets.UTF_8), hash).verified;
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return "BcryptHash[…]";
    }
}
