package zhiheng.gateway.upstream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import zhiheng.base.BadValue;

/**
 * Which addresses an upstream may have, against requests forged through a setting (SSRF): public ones, and of the private ones only
 * those that the operator of the server listed. Link-local addresses, where clouds keep their metadata, and those that stand for no
 * one host, are never allowed, see {@link AddressUse}. The
 * address that was checked is the one connected to, so that a name cannot change its meaning in between.
 */
public final class Destinations {
    private final Set<String> allowedPrivate;
    private final Set<String> own = ConcurrentHashMap.newKeySet();

    /** @param allowedPrivate {@code host} or {@code host:port}, exactly as in the upstream's address */
    public Destinations(Set<String> allowedPrivate) {
        this.allowedPrivate = Set.copyOf(allowedPrivate);
    }

    /** Allows a server that this process itself listens with, such as a stand-in of a drill; never from a setting. */
    public void own(String hostAndPort) {
        own.add(hostAndPort);
    }

    /** It no longer listens: whatever gets its port next is a stranger. */
    public void disown(String hostAndPort) {
        own.remove(hostAndPort);
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
            throw new BadValue("", "主机名无法解析：" + host, "the host is not known: " + host, e);
        }
        throw new BadValue("", "主机名无法解析：" + host, "the host has no address: " + host);
    }

    private void check(Upstream upstream, String host, InetAddress address) {
        var use = AddressUse.of(address);
        if (use == AddressUse.NEVER) {
            throw new BadValue(
                    "",
                    "不允许的上游地址：" + host + " = " + address.getHostAddress(),
                    "this address may never be an upstream: " + host + " = " + address.getHostAddress());
        }
        var hostAndPort = host + ":" + upstream.port();
        boolean listed =
                allowedPrivate.contains(host) || allowedPrivate.contains(hostAndPort) || own.contains(hostAndPort);
        if (use == AddressUse.PRIVATE && !listed) {
            throw new BadValue(
                    "",
                    "内网地址须先由管理员列入 --allow-upstream：" + host + ":" + upstream.port(),
                    "a private address must first be listed with --allow-upstream: " + host + ":" + upstream.port());
        }
    }
}
