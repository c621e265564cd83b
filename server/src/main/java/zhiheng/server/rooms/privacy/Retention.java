package zhiheng.server.rooms.privacy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import zhiheng.base.Refusal;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Outbox;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.ground.Kept;
import zhiheng.server.ground.sql.SqlFailed;
import zhiheng.server.ground.sql.TxSql;

/** For how long each kind of data is kept, and its going. */
final class Retention {
    private static final Actor HOUSE = new Actor("retention", "", Role.OFFICER);

    private final OfficeStore store;
    private final Outbox outbox;
    private final Clock clock;
    private final Supplier<List<Kept>> kinds;

    /** Somebody who saw no version. */
    static final long ANY = -1;

    /**
     * A kind and what holds for it now.
     *
     * @param version grows by one with each change; 0 while the default holds
     */
    record Setting(Kept kept, int days, long version) {}

    private record Row(int days, long version) {}

    Retention(OfficeStore store, Outbox outbox, Clock clock, Supplier<List<Kept>> kinds) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
        this.kinds = kinds;
    }

    /** For auditors and administrators. */
    List<Setting> all(Actor actor) {
        if (actor.role() != Role.AUDITOR && actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden(
                    "只有审计员和管理员可以查看保存期限。", "Only auditors and administrators see what is kept how long.");
        }
        return all();
    }

    private List<Setting> all() {
        var set = store.read(tx -> rows(TxSql.in(tx)));
        return kinds.get().stream()
                .map(kept -> {
                    var row = set.getOrDefault(kept.name(), new Row(kept.days(), 0));
                    return new Setting(kept, row.days(), row.version());
                })
                .toList();
    }

    int days(String kind) {
        return all().stream()
                .filter(setting -> setting.kept().name().equals(kind))
                .findFirst()
                .orElseThrow(Access::notFound)
                .days();
    }

    private static Map<String, Row> rows(TxSql sql) {
        var set = new HashMap<String, Row>();
        sql.list(
                "SELECT kind, days, version FROM retention",
                row -> set.put(row.getString("kind"), new Row(row.getInt("days"), row.getLong("version"))));
        return set;
    }

    /**
     * Administrators only.
     *
     * @param days 0 for never, where that may be
     * @param seen the version from which the actor started, or {@link #ANY}; CONFLICT where it is not the present one
     */
    Setting set(Actor actor, String kind, int days, long seen) {
        if (actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("只有管理员可以更改保存期限。", "Only an administrator changes how long data are kept.");
        }
        var kept = kinds.get().stream()
                .filter(k -> k.name().equals(kind) && k.older() != null)
                .findFirst()
                .orElseThrow(Access::notFound);
        boolean never = days == 0 && kept.least() == 0;
        if (!never && (days < Math.max(1, kept.least()) || days > kept.most())) {
            throw Refusal.invalid(
                            "须为" + Math.max(1, kept.least()) + "至" + kept.most() + "天"
                                    + (kept.least() == 0 ? "，或0（不限）" : "") + "。",
                            "It is " + Math.max(1, kept.least()) + " to " + kept.most() + " days"
                                    + (kept.least() == 0 ? ", or 0 for no bound" : "") + ".")
                    .at("days");
        }
        return outbox.record((tx, acts) -> {
            var sql = TxSql.in(tx);
            var now = rows(sql).getOrDefault(kind, new Row(kept.days(), 0));
            if (seen != ANY && seen != now.version()) {
                throw Refusal.conflict(
                        "他人刚刚把这项期限改为 " + now.days() + " 天。请核对后再保存。",
                        "Somebody else has set this to " + now.days()
                                + " days meanwhile. Look at it, then save again.");
            }
            sql.update(
                    "INSERT INTO retention (kind, days, version) VALUES (?, ?, ?)"
                            + " ON CONFLICT (kind) DO UPDATE SET days = excluded.days, version = excluded.version",
                    kind,
                    days,
                    now.version() + 1);
            acts.add(actor, "retention.changed", "retention/" + kind, "", "", Map.of("days", days));
            return new Setting(kept, days, now.version() + 1);
        });
    }

    /** Takes away all that is too old; what went is an act of the ledger. Returns how many things of each kind. */
    Map<String, Integer> sweep() {
        var settings = all();
        var gone = new LinkedHashMap<String, Integer>();
        var now = clock.instant();
        for (var setting : settings) {
            var older = setting.kept().older();
            if (older == null || setting.days() == 0) {
                continue;
            }
            var limit = now.minus(Duration.ofDays(setting.days()));
            outbox.record((tx, acts) -> {
                int n;
                try {
                    n = older.before(TxSql.in(tx).connection(), limit);
                } catch (SQLException e) {
                    throw new SqlFailed(e);
                }
                if (n > 0) {
                    gone.put(setting.kept().name(), n);
                    acts.add(
                            HOUSE,
                            "retention.swept",
                            "retention/" + setting.kept().name(),
                            "",
                            "",
                            Map.of("things", n, "days", setting.days()));
                }
                return n;
            });
        }
        return gone;
    }
}
