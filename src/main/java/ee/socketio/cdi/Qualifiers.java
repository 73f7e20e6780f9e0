package ee.socketio.cdi;

import ee.socketio.Connected;
import ee.socketio.Disconnected;
import ee.socketio.InNamespace;
import ee.socketio.Joined;
import ee.socketio.Left;
import jakarta.enterprise.util.AnnotationLiteral;
import java.io.Serial;

/** The API's qualifiers as values. */
final class Qualifiers {
    private Qualifiers() {}

    @SuppressWarnings("BadAnnotationImplementation") // equality is the superclass's
    static final class IsConnected extends AnnotationLiteral<Connected> implements Connected {
        @Serial
        private static final long serialVersionUID = 1L;
    }

    @SuppressWarnings("BadAnnotationImplementation")
    static final class IsDisconnected extends AnnotationLiteral<Disconnected> implements Disconnected {
        @Serial
        private static final long serialVersionUID = 1L;
    }

    @SuppressWarnings("BadAnnotationImplementation")
    static final class HasJoined extends AnnotationLiteral<Joined> implements Joined {
        @Serial
        private static final long serialVersionUID = 1L;
    }

    @SuppressWarnings("BadAnnotationImplementation")
    static final class HasLeft extends AnnotationLiteral<Left> implements Left {
        @Serial
        private static final long serialVersionUID = 1L;
    }

    @SuppressWarnings("BadAnnotationImplementation")
    static final class IsInNamespace extends AnnotationLiteral<InNamespace> implements InNamespace {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String value;

        IsInNamespace(String value) {
            this.value = value;
        }

        @Override
        public String value() {
            return value;
        }
    }
}
