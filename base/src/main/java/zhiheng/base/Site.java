package zhiheng.base;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** What one customer of a provider of connections has at least: limits are counted by it, not by single addresses. */
public final class Site {
    private Site() {}

    /** @return an IPv4 address as it is, the first half of an IPv6 address (RFC 6177) */
    public static String of(String address) {
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
}
