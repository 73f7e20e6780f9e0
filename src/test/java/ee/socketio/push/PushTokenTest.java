package ee.socketio.push;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PushTokenTest {
    private static final String SECRET = "0123456789abcdef+/._~-==";

    @Test
    void matchesItselfAlone() {
        PushToken token = PushToken.parse(SECRET + ":/dcenter");

        assertThat(token.matches(PushToken.sha256(SECRET))).isTrue();
        assertThat(token.matches(PushToken.sha256(SECRET + ":/dcenter"))).isFalse();
        assertThat(token.matches(PushToken.sha256(""))).isFalse();
        assertThat(token.matches(new byte[0])).isFalse();
    }

    @ParameterizedTest(name = "{0} opens {1}: {2}")
    @CsvSource({
        "'',/,true",
        "'',/dcenter,true",
        ":/,/,true",
        ":/,/dcenter,false",
        ":/dcenter,/dcenter,true",
        ":/dcenter,/dcenter2,false",
        ":/dcenter,/,false",
        ":/chat/*,/chat/room7,true",
        ":/chat/*,/chat,false",
        ":/chat/*,/chatter,false",
        ":/a:/b,/b,true",
        ":/a:/b,/c,false",
        ":/*,/anything,true"
    })
    void opensWhatStandsBehindIt(String behind, String namespace, boolean open) {
        assertThat(PushToken.parse(SECRET + behind).opens(namespace)).isEqualTo(open);
    }

    @Test
    void nameTellsNothingOfTheSecret() {
        assertThat(PushToken.parse(SECRET).toString())
                .matches("token [0-9a-f]{8}")
                .isEqualTo(PushToken.parse(SECRET + ":/x").toString())
                .isNotEqualTo(PushToken.parse(SECRET + "=").toString());
    }
}
