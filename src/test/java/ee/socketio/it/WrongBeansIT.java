package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.Test;

/** An application whose endpoints cannot work does not start. */
final class WrongBeansIT {
    @Test
    void javaJarListsAllThatIsWrongAndEnds() {
        File war = new File(Wars.file().getParentFile(), "wrong.war");
        Wars.archive("wrong.war")
                .addPackage("ee.socketio.it.beans.wrong")
                .as(ZipExporter.class)
                .exportTo(war, true);

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
