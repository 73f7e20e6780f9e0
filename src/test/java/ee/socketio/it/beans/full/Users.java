package ee.socketio.it.beans.full;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Map;
import java.util.Set;

/** Who there is, and who may do what. */
@ApplicationScoped
@BasicAuthenticationMechanismDefinition(realmName = "beans")
public class Users implements IdentityStore {
    private static final Map<String, String> ROLES = Map.of("bea", "boss", "will", "worker");

    /** Called by the container for a client that sends a name and a password. */
    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        String role = ROLES.get(credential.getCaller());
        return role == null || !credential.compareTo(credential.getCaller(), "secret")
                ? CredentialValidationResult.INVALID_RESULT
                : new CredentialValidationResult(credential.getCaller(), Set.of(role));
    }
}
