package ee.socketio.engine.servlet;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses and networks such as {@code 127.0.0.1}, {@code 10.0.0.0/8} and {@code fd00::/8}. No name is looked up. */
public final class Networks {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** All addresses that share their first bits with this one. */
    private static final class Network {
        private final byte[] address;
        private final int bits;

        Network(byte[] address, int bits) {
            this.address = address;
            this.bits = bits;
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / 8;
            int mask = 0xFF00 >> bits % 8;
            return Arrays.equals(address, 0, whole, other, 0, whole)
                    && (bits % 8 == 0 || ((address[whole] ^ other[whole]) & mask & 0xFF) == 0);
        }
    }

    private final List<Network> networks = new ArrayList<>();

    /**
     * @throws IllegalArgumentException when one of them is neither an address nor a network
     */
    public Networks(Collection<String> texts) {
        for (String text : texts) {
            networks.add(parse(text));
        }
    }

    private static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash));
        if (address != null) {
            int most = address.length * 8;
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            if (bits >= 0 && bits <= most) {
                return new Network(address, bits);
            }
        }
        throw new IllegalArgumentException(text + " (expected: an address or a network such as 10.0.0.0/8)");
    }

    /** Whether the address, as a container gives it, is in one of them. */
    public boolean contain(String remoteAddress) {
        if (networks.isEmpty()) {
            return false;
        }
        byte[] address = address(remoteAddress);
        return address != null && networks.stream().anyMatch(network -> network.contains(address));
    }

    /** The bytes of an address; null when it is none. IPv6 may have brackets and a zone, and may stand for IPv4. */
    private static byte @Nullable [] address(String text) {
        String literal = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        int zone = literal.indexOf('%');
        literal = zone < 0 ? literal : literal.substring(0, zone);
        if (!IPV4.matcher(literal).matches() && literal.indexOf(':') < 0) {
            return null;
        }
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException noAddress) {
            return null;
        }
    }
}
