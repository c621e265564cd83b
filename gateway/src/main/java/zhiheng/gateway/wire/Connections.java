package zhiheng.gateway.wire;

import com.sun.management.UnixOperatingSystemMXBean;
import io.vertx.core.http.HttpConnection;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import zhiheng.base.Site;

/**
 * Counts the connections of a port, so that one address cannot take them from all others: so many for each, and for all never more
 * than a share of the descriptors that the process may have. The gateway's is a quarter, since a call needs one to its upstream
 * too; the office's three eighths; files need the rest. Shared by the event loops of the port.
 */
public final class Connections {
    private static final double GATEWAY = 1 / 4.0;
    private static final double OFFICE = 3 / 8.0;
    private static final int UNKNOWN = 10_000;

    private final long perAddress;
    private final long most;
    private final Set<String> proxies;
    private final Map<String, Integer> bySite = new HashMap<>();
    private long all;
    private long refused;

    /** @param most connections of all */
    Connections(int perAddress, Set<String> proxies, long most) {
        this.proxies = proxies;
        this.most = most;
        this.perAddress = Math.min(perAddress, Math.max(8, most / 2));
    }

    /**
     * @param perAddress connections of one address (of an IPv6 /64); fewer where they were more than half of what all may have
     * @param proxies addresses that stand for many callers and are held by the bound of all alone
     */
    public static Connections ofGateway(int perAddress, Set<String> proxies) {
        return new Connections(perAddress, proxies, (long) (descriptors() * GATEWAY));
    }

    /** As {@link #ofGateway}, for pages and REST, whose calls need nothing further. */
    public static Connections ofOffice(int perAddress, Set<String> proxies) {
        return new Connections(perAddress, proxies, (long) (descriptors() * OFFICE));
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : UNKNOWN;
    }

    /** Whether there is room for it; if so, {@link #gone} is to be called at its end. */
    public boolean takes(HttpConnection connection) {
        return takes(address(connection));
    }

    synchronized boolean takes(String address) {
        var site = Site.of(address);
        int now = bySite.getOrDefault(site, 0);
        if (all >= most || now >= perAddress && !proxies.contains(address)) {
            refused++;
            return false;
        }
        bySite.put(site, now + 1);
        all++;
        return true;
    }

    public void gone(HttpConnection connection) {
        gone(address(connection));
    }

    synchronized void gone(String address) {
        bySite.computeIfPresent(Site.of(address), (site, n) -> n > 1 ? n - 1 : null);
        all--;
    }

    /** How many were turned away since the start. */
    public synchronized long refused() {
        return refused;
    }

    /** How many are open. */
    public synchronized long open() {
        return all;
    }

    private static String address(HttpConnection connection) {
        var remote = connection.remoteAddress();
        return remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
    }
}
