package zhiheng.server.ground.http;

import com.sun.management.UnixOperatingSystemMXBean;
import io.vertx.core.http.HttpConnection;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import zhiheng.server.ground.identity.Visitor;

/**
 * Counts connections, so that one address cannot take them from all others: so many for each, and never more than half of the
 * descriptors that the process may have. Lives on the event loop that makes it.
 */
final class Connections {
    private final int perAddress;
    private final long most;
    private final Set<String> trusted;
    private final Map<String, Integer> bySite = new HashMap<>();
    private long all;

    Connections(int perAddress, Set<String> trusted) {
        this.trusted = trusted;
        most = descriptors() / 2;
        this.perAddress = (int) Math.min(perAddress, Math.max(8, most / 4));
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : 10_000;
    }

    /** Whether there is room for it; if so, {@link #gone} is to be called at its end. A trusted proxy stands for many. */
    boolean takes(HttpConnection connection) {
        var site = site(connection);
        int now = bySite.getOrDefault(site, 0);
        if (all >= most || now >= perAddress && !trusted.contains(site)) {
            return false;
        }
        bySite.put(site, now + 1);
        all++;
        return true;
    }

    void gone(HttpConnection connection) {
        bySite.computeIfPresent(site(connection), (site, n) -> n > 1 ? n - 1 : null);
        all--;
    }

    private static String site(HttpConnection connection) {
        var address = connection.remoteAddress();
        return address == null || address.hostAddress() == null ? "" : Visitor.site(address.hostAddress());
    }
}
