package ee.socketio.it.engine;

import ee.socketio.it.Wars;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR with {@link EchoApplication} in it, whose engines take the place of the WAR's own. */
public final class EchoWar {
    private EchoWar() {}

    public static WebArchive archive(String name) {
        return Wars.archive(name)
                .addClasses(EchoApplication.class, EchoControl.class, EchoVariant.class, Echoes.class)
                .addAsResource(
                        new StringAsset("socketio.path=/elsewhere\n"), "META-INF/microprofile-config.properties");
    }
}
