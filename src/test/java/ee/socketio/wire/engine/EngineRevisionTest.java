package ee.socketio.wire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineRevisionTest {

    @Test
    void exactlyFourIsRevisionFour() {
        assertThat(EngineRevision.ofQuery("4")).isEqualTo(EngineRevision.V4);
        assertThat(EngineRevision.V4.number()).isEqualTo(4);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "3", "04", "4 ", "abc", "5"})
    void anythingElseIsRevisionThree(String eio) {
        assertThat(EngineRevision.ofQuery(eio)).isEqualTo(EngineRevision.V3);
        assertThat(EngineRevision.V3.number()).isEqualTo(3);
    }
}
