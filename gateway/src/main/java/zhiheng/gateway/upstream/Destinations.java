package zhiheng.gateway.upstream;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * Which addresses an upstream may have, against requests forged through a setting (SSRF): public ones, and of the private ones only
 * those that the operator of the server listed. Link-local addresses, where clouds keep their metadata, are never allowed. The
 * address that was checked is the one connected to, so that a name cannot change its meaning in between.
 */
public final class Destinations {
    private final Set<String> allowedPrivate;

    /** @param allowedPrivate {@code host} or {@code host:port}, exactly as in the upstream's address */
    public Destinations(Set<String> allowedPrivate) {
        this.allowedPrivate = Set.copyOf(allowedPrivate);
    }

    /** Resolves the host of an upstream. Blocks on DNS. @throws IllegalArgumentException when it may not be used */
    public InetAddress resolve(Upstream upstream) {
        var host = upstream.base().getHost();
        try {
            for (var address : InetAddress.getAllByName(host.replaceAll("[\\[\\]]", ""))) {
                check(upstream, host, address);
                return address;
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("主机名无法解析 / the host is not known: " + host, e);
        }
        throw new IllegalArgumentException("主机名无法解析 / the host has no address: " + host);
    }

    private void check(Upstream upstream, String host, InetAddress address) {
        if (address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress()) {
            throw new IllegalArgumentException(
                    "不允许的上游地址 / this address may never be an upstream: " + host + " = " + address.getHostAddress());
        }
        boolean listed = allowedPrivate.contains(host) || allowedPrivate.contains(host + ":" + upstream.port());
        if (isPrivate(address) && !listed) {
            throw new IllegalArgumentException("内网地址须先由管理员列入 --allow-upstream / a private address must first be listed"
                    + " with --allow-upstream: " + host + ":" + upstream.port());
        }
    }

    private static boolean isPrivate(InetAddress address) {
        if (address.isLoopbackAddress() || address.isSiteLocalAddress()) {
            return true;
        }
        var bytes = address.getAddress();
        if (address instanceof Inet6Address) {
            return (bytes[0] & 0xfe) == 0xfc; // RFC 4193
        }
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return first == 0
                || first == 100 && second >= 64 && second < 128
                || first == 198 && (second & 0xfe) == 18; // RFC 6598, 2544
    }
}
