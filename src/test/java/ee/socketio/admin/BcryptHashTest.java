package ee.socketio.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BcryptHashTest {

    /** The first by crypt_blowfish, which is where the others had it from; the rest by bcryptjs, as the official page. */
    @ParameterizedTest
    @CsvSource({
        "U*U, $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "changeit, $2a$04$1hNE..5Tt.t9G82W8CeCcuS4JLgvUQsOfdRLs6IgqmlTKSfO/lZt2",
        "changeit, $2b$04$1hNE..5Tt.t9G82W8CeCcuS4JLgvUQsOfdRLs6IgqmlTKSfO/lZt2",
        "changeit, $2y$04$1hNE..5Tt.t9G82W8CeCcuS4JLgvUQsOfdRLs6IgqmlTKSfO/lZt2",
        "pässwörd ☕, $2a$04$0W/9lZZRm5LwqhcdMT4yXuqnCOmSpgyo0qs/hQjwMSVJaOw5jn3oi"
    })
    void passwordMatchesItsHashAndNoOther(String password, String hash) {
        assertThat(BcryptHash.parse(hash).matches(password)).isTrue();
        assertThat(BcryptHash.parse(hash).matches(password + "x")).isFalse();
        assertThat(BcryptHash.parse(hash).matches("")).isFalse();
    }

    @Test
    void seventyTwoBytesCount() {
        BcryptHash hash = BcryptHash.parse("$2a$04$7vksJxpIYh64i3E/mkuYru1m4V9rRzJfVUzBpLtOGP3Ewr5T6Kvg.");

        assertThat(hash.matches("x".repeat(72))).isTrue();
        assertThat(hash.matches("x".repeat(73))).isTrue();
        assertThat(hash.matches("x".repeat(71))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "changeit",
                "$2x$04$1hNE..5Tt.t9G82W8CeCcuS4JLgvUQsOfdRLs6IgqmlTKSfO/lZt2",
                "$2a$03$1hNE..5Tt.t9G82W8CeCcuS4JLgvUQsOfdRLs6IgqmlTKSfO/lZt2",
                "$2a$17$1hNE..5Tt.t9G82W8CeCcuS4JLgvUQsOfdRLs6IgqmlTKSfO/lZt2",
                "$2a$04$1hNE..5Tt.t9G82W8CeCcuS4JLgvUQsOfdRLs6IgqmlTKSfO/lZt"
            })
    void otherTextsAreNoHashes(String text) {
        assertThatThrownBy(() -> BcryptHash.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
