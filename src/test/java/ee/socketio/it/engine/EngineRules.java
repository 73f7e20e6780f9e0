package ee.socketio.it.engine;

import java.net.URI;
import org.junit.jupiter.api.Nested;

/** All rules of Engine.IO, on one container. */
public abstract class EngineRules {

    /** Where {@link EchoApplication} is; ends with a slash. */
    public abstract URI application();

    /** How many threads the container has for requests, at most. */
    public abstract int threads();

    @Nested
    final class Admission extends AdmissionRules {
        @Override
        URI application() {
            return EngineRules.this.application();
        }
    }

    @Nested
    final class Handshake extends HandshakeRules {
        @Override
        URI application() {
            return EngineRules.this.application();
        }
    }

    @Nested
    final class Origin extends OriginRules {
        @Override
        URI application() {
            return EngineRules.this.application();
        }
    }

    @Nested
    final class Polling extends PollingRules {
        @Override
        URI application() {
            return EngineRules.this.application();
        }
    }

    @Nested
    final class Payload extends PayloadRules {
        @Override
        URI application() {
            return EngineRules.this.application();
        }
    }

    @Nested
    final class BodyLimit extends BodyLimitRules {
        @Override
        URI application() {
            return EngineRules.this.application();
        }

        @Override
        int threads() {
            return EngineRules.this.threads();
        }
    }

    @Nested
    final class WebSocket extends WebSocketRules {
        @Override
        URI application() {
            return EngineRules.this.application();
        }
    }

    @Nested
    final class Upgrade extends UpgradeRules {
        @Override
        URI application() {
            return EngineRules.this.application();
        }
    }

    @Nested
    final class Heartbeat extends HeartbeatRules {
        @Override
        URI application() {
            return EngineRules.this.application();
        }
    }
}
