package zhiheng.server.ground.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** From where somebody signs in: address and user agent, the latter as the browser says it. */
public record Visitor(String address, String agent) {
    private static final int AGENT = 120;

    public Visitor {
        var plain = agent.replaceAll("\\p{Cntrl}", " ").strip();
        agent = plain.length() <= AGENT ? plain : plain.substring(0, AGENT);
    }

    /** What one customer of a provider has at least: an IPv4 address, the first half of an IPv6 address (RFC 6177). */
    public static String site(String address) {
        if (!address.contains(":") || address.contains(".")) {
            return address;
        }
        try {
            var bytes = InetAddress.getByName(address).getAddress(); // no name is looked up for a literal
            return bytes.length == 4 || isLoopback(address)
                    ? address
                    : HexFormat.of().formatHex(bytes, 0, 8) + "/64";
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private static boolean isLoopback(String address) {
        return address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
    }

    public static Visitor at(String address) {
        return new Visitor(address, "");
    }
}
