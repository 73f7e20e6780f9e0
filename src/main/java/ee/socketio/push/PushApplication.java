package ee.socketio.push;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** All JAX-RS resources of the application live below {@code /push}. */
@ApplicationPath("push")
public class PushApplication extends Application {}
