package ee.socketio.config;

import java.io.Serial;

/** A setting that cannot be used. The message is a sentence for the operator; there is no stack trace to read. */
public final class SettingsException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param message names the setting, where it was found, and what would have been right
     */
    public SettingsException(String message) {
        super(message, null, false, false);
    }

    /** Never null, other than the general contract has it. */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "" : message;
    }
}
