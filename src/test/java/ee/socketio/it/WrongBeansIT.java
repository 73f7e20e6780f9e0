package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import org.junit.jupiter.api.Test;

/** An application whose beans cannot work does not start. */
final class WrongBeansIT {
    @Test
    void adapterThatCannotBeMadeIsASentence() {
        File war = Wars.file(Wars.archive("no-broker.war").addPackage("ee.socketio.it.beans.cluster"));

        Throwable failure = catchThrowable(() -> ServerProcess.executableWar(war));

        assertThat(failure)
                .hasMessageContaining("the server has ended")
                .hasMessageContaining(
                        "the adapter of / cannot be made: java.lang.IllegalArgumentException: broker: none"
                                + " (expected: a host)");
    }

    @Test
    void javaJarListsAllThatIsWrongAndEnds() {
        File war = Wars.file(Wars.archive("wrong.war").addPackage("ee.socketio.it.beans.wrong"));

        Throwable failure = catchThrowable(() -> ServerProcess.executableWar(war));

        assertThat(failure)
                .hasMessageContaining("the server has ended")
                .hasMessageContaining("Wrong.connected(DisconnectReason): parameter of type"
                        + " ee.socketio.DisconnectReason (expected: Socket, Namespace, Handshake, Principal, @Auth,"
                        + " @PathParam)")
                .hasMessageContaining("Wrong.say(String): @PathParam(\"place\") (expected: one of room)")
                .hasMessageContaining("Wrong.shared(): static (expected: none of private, static, final and abstract")
                .hasMessageContaining("Wrong.name(String): constraints, but this server has no Bean Validation"
                        + " (expected: a server that has, or a provider such as Hibernate Validator in WEB-INF/lib)");
    }
}
