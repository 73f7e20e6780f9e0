package ee.socketio.it.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Payara Micro, one jar, which the build has fetched already: {@code --deploymentDir} with the WARs. */
record PayaraMicro(String version) implements Server {

    @Override
    public String name() {
        return "payara-micro";
    }

    @Override
    public String title() {
        return "Payara Micro " + version;
    }

    @Override
    public Launch install(Path folder, int port) throws IOException {
        Path drop = folder.resolve("deployments");
        return new Launch(
                drop,
                List.of(
                        Jdk.ofServers().java(),
                        "-jar",
                        System.getProperty("payara.micro.jar"),
                        "--nocluster",
                        "--port",
                        String.valueOf(port),
                        "--rootdir",
                        folder.resolve("root").toString(),
                        "--deploymentDir",
                        drop.toString()));
    }

    /** The JDK has certificates that have expired, and Hazelcast uses its internals. */
    @Override
    public Pattern ownProblem() {
        return Pattern.compile("NCLS-SECURITY-05054|called by com\\.hazelcast\\.");
    }
}
