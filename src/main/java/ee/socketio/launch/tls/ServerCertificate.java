package ee.socketio.launch.tls;

import java.nio.file.Path;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/**
 * What a server shows its clients.
 *
 * @param chain in PEM: its certificate, and those that lead from there to a root
 * @param key its private key, in PEM
 */
public record ServerCertificate(Path chain, Path key) {

    /** Has a connector that has not been started yet speak TLS; more can be asked of what it returns. */
    public SSLHostConfig secure(Connector connector) {
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setProperty("SSLEnabled", "true");
        SSLHostConfig host = new SSLHostConfig();
        host.setProtocols("TLSv1.2+TLSv1.3");
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateFile(chain.toString());
        certificate.setCertificateKeyFile(key.toString());
        host.addCertificate(certificate);
        connector.addSslHostConfig(host);
        return host;
    }
}
