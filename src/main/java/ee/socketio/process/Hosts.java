package ee.socketio.process;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names of hosts, and the parts of {@code host:port}. */
final class Hosts {
    private Hosts() {}

    /** The name of an address, or the address when it has none. */
    static String name(String address) {
        try {
            return InetAddress.getByName(address).getHostName();
        } catch (UnknownHostException nameless) {
            return address;
        }
    }

    /** What stands before the port. */
    static String host(String authority) {
        int colon = colon(authority);
        return colon < 0 ? authority : authority.substring(0, colon);
    }

    /** The port, or the default when there is none. */
    static String port(String authority, String byDefault) {
        int colon = colon(authority);
        return colon < 0 ? byDefault : authority.substring(colon + 1);
    }

    private static int colon(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? colon : -1;
    }
}
