package zhiheng.server.rooms.permits;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.Preview;
import zhiheng.server.rooms.gateway.GatewayHost;

/** Takes the calls of a day past a permit that is only wanted so far. A day begins when it does in the permit's zone. */
public final class PermitReplay {
    private PermitReplay() {}

    /** @param today whether to take the day that is not over, yesterday otherwise */
    public static Preview.Outcome run(GatewayHost host, Permit wanted, boolean today, Clock clock) {
        var now = clock.instant();
        var zone = wanted.scope().zone();
        var day = now.atZone(zone).toLocalDate().minusDays(today ? 0 : 1);
        Instant from = day.atStartOfDay(zone).toInstant();
        Instant to = day.plusDays(1).atStartOfDay(zone).toInstant();
        var permit = host.permits().of(wanted.system());
        Set<String> before = permit == null ? Set.of() : permit.terms().inspectors();
        var preview = new Preview(wanted, before);
        host.interactions().between(wanted.system(), from, to, preview::take);
        return preview.outcome();
    }
}
