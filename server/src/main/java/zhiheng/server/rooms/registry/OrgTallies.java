package zhiheng.server.rooms.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.office.registry.ComingTier;
import zhiheng.office.registry.OrgOverview;
import zhiheng.office.registry.OrgTier;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/**
 * What each organisation's systems add up to, remembered between questions: to add up 100,000 systems for each look at a first page
 * costs a tenth of a second. A change of a system forgets its organisation's sums once it is committed, so who saw a change
 * acknowledged sees it counted. All writers are of this process (the lease of PostgreSQL and the lock of the folder see to that);
 * another one would not be noticed.
 */
final class OrgTallies {
    private final AtomicLong changes = new AtomicLong();

    /** Which change of all was the last of an organisation's. */
    private final Map<String, Long> lastOf = new ConcurrentHashMap<>();

    private final Map<String, Tally> known = new ConcurrentHashMap<>();
    private volatile boolean filled;

    /**
     * @param seen how many changes there were when the transaction began that added up
     * @param sums null where it has no system in use; the name in it is not used
     */
    private record Tally(long seen, @Nullable OrgOverview sums) {}

    /** Systems of these organisations were changed, and it is committed or in doubt. */
    void changed(Set<String> orgs) {
        for (var org : orgs) {
            lastOf.merge(org, changes.incrementAndGet(), Math::max);
        }
    }

    /** To be asked before a transaction's first statement, which fixes what it sees. */
    long seen() {
        return changes.get();
    }

    List<OrgOverview> overview(Connection c, long seen, @Nullable String onlyOrg, int limit) throws SQLException {
        var names = new HashMap<String, String>();
        OrgSql.all(c).forEach(org -> names.put(org.id(), org.name()));
        return tallies(c, seen, onlyOrg)
                .map(Tally::sums)
                .filter(Objects::nonNull)
                .map(o -> new OrgOverview(
                        o.orgId(),
                        Objects.requireNonNullElse(names.get(o.orgId()), o.name()),
                        o.systems(),
                        o.overdue(),
                        o.gaps(),
                        o.unassessed(),
                        o.questions(),
                        o.nextDue(),
                        o.nextPack(),
                        o.tiers()))
                .sorted(Comparator.comparingLong(OrgOverview::overdue)
                        .thenComparingLong(OrgOverview::gaps)
                        .thenComparingLong(OrgOverview::unassessed)
                        .reversed()
                        .thenComparing(OrgOverview::name))
                .limit(limit)
                .toList();
    }

    List<ComingTier> comingTiers(Connection c, long seen, @Nullable String onlyOrg) throws SQLException {
        return tallies(c, seen, onlyOrg)
                .map(Tally::sums)
                .filter(Objects::nonNull)
                .flatMap(sums -> sums.tiers().stream())
                .filter(tier -> tier.from() != null)
                .collect(Collectors.groupingBy(
                        tier -> new ComingTier(Objects.requireNonNull(tier.from()), tier.pack(), tier.tier(), 0),
                        Collectors.summingLong(OrgTier::systems)))
                .entrySet()
                .stream()
                .map(e -> new ComingTier(
                        e.getKey().from(), e.getKey().pack(), e.getKey().tier(), e.getValue()))
                .sorted(Comparator.comparing(ComingTier::from)
                        .thenComparing(ComingTier::pack)
                        .thenComparing(ComingTier::tier))
                .toList();
    }

    private Stream<Tally> tallies(Connection c, long seen, @Nullable String onlyOrg) throws SQLException {
        if (onlyOrg != null) {
            refresh(c, seen, onlyOrg);
            return Stream.ofNullable(known.get(onlyOrg));
        }
        if (!filled) {
            known.putAll(read(c, seen, null));
            filled = true;
        }
        for (var org : lastOf.keySet()) {
            refresh(c, seen, org);
        }
        return known.values().stream();
    }

    private void refresh(Connection c, long seen, String org) throws SQLException {
        var had = known.get(org);
        if (had == null || had.seen() < lastOf.getOrDefault(org, 0L)) {
            known.put(org, read(c, seen, org).getOrDefault(org, new Tally(seen, null)));
        }
    }

    /** Adds up anew, for one organisation or for all that have systems. */
    private static Map<String, Tally> read(Connection c, long seen, @Nullable String onlyOrg) throws SQLException {
        var tiers = new HashMap<String, List<OrgTier>>();
        var owned = new Filter();
        var inUse = new Filter().and("archived_at IS NULL");
        if (onlyOrg != null) {
            owned.and("org_id = ?", onlyOrg);
            inUse.and("org_id = ?", onlyOrg);
        }
        Sql.list(
                c,
                "SELECT org_id, starts, pack, tier, COUNT(*) AS n FROM system_tier" + owned.where()
                        + " GROUP BY org_id, starts, pack, tier ORDER BY pack, tier, starts",
                row -> {
                    var tier = new OrgTier(
                            row.getString("pack"), row.getString("tier"), Times.date(row, "starts"), row.getLong("n"));
                    return tiers.computeIfAbsent(row.getString("org_id"), org -> new ArrayList<>())
                            .add(tier);
                },
                owned.values());
        var result = new HashMap<String, Tally>();
        Sql.list(
                c,
                """
                SELECT org_id, COUNT(*) AS systems, SUM(CASE WHEN late_duties > 0 THEN 1 ELSE 0 END) AS overdue,
                  SUM(gap_duties) AS gaps, SUM(unassessed_duties) AS unassessed, SUM(questions) AS questions,
                  MIN(next_due || ' ' || next_pack) AS next_due
                FROM ai_system%s GROUP BY org_id
                """.formatted(inUse.where()),
                row -> {
                    var org = row.getString("org_id");
                    var next = row.getString("next_due");
                    var sums = new OrgOverview(
                            org,
                            "",
                            row.getLong("systems"),
                            row.getLong("overdue"),
                            row.getLong("gaps"),
                            row.getLong("unassessed"),
                            row.getLong("questions"),
                            next == null ? null : DayKey.day(next),
                            next == null ? "" : next.substring(DayKey.DAY + 1),
                            List.copyOf(tiers.getOrDefault(org, List.of())));
                    result.put(org, new Tally(seen, sums));
                    return sums;
                },
                inUse.values());
        return result;
    }
}
