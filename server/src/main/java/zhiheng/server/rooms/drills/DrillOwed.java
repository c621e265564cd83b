package zhiheng.server.rooms.drills;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import zhiheng.drills.exercise.Scenario;
import zhiheng.drills.exercise.Scenarios;
import zhiheng.office.acts.Transactions;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.packs.Term;
import zhiheng.server.ground.page.Owed;

/** What drills leave owed: findings to be mended, and the next drill of each scenario with a rhythm. */
record DrillOwed(Transactions store) {
    /** Of both, the earliest first. */
    List<Owed> before(Actor actor, LocalDate day, int limit) {
        var org = Access.bound(actor);
        var mend = store.read(tx -> DrillSql.in(tx).owed(org, day, limit, DrillOwed::mending));
        var next = store.read(tx -> DrillSql.in(tx).lastHeld(org, limit, DrillOwed::next)).stream()
                .flatMap(Optional::stream)
                .filter(o -> o.due().isBefore(day));
        return Stream.concat(mend.stream(), next)
                .sorted(Comparator.comparing(Owed::due).thenComparing(Owed::id))
                .limit(limit)
                .toList();
    }

    private static Owed mending(ResultSet row) throws SQLException {
        return new Owed(
                row.getString("id"),
                row.getString("title_zh") + " / " + row.getString("title_en"),
                Mending.KIND,
                "",
                "/drills/" + row.getString("drill"),
                row.getString("system_id"),
                row.getString("system_name"),
                row.getString("org_id"),
                row.getString("org_name"),
                LocalDate.parse(row.getString("due")),
                "");
    }

    /** Null where the scenario has no rhythm. */
    private static Optional<Owed> next(ResultSet row) throws SQLException {
        Scenario scenario = Scenarios.read("scenario", row.getString("text"));
        var every = scenario.every();
        if (every == null) {
            return Optional.empty();
        }
        var last = LocalDate.ofInstant(Instant.parse(row.getString("ended")), ZoneOffset.UTC);
        return Optional.of(new Owed(
                "next-" + row.getString("id"),
                scenario.name().zh() + " / " + scenario.name().en(),
                Mending.NEXT,
                scenario.rhythm(),
                "/drills/new?scenario=" + scenario.id(),
                row.getString("system_id"),
                row.getString("system_name"),
                row.getString("org_id"),
                row.getString("org_name"),
                after(last, every),
                ""));
    }

    /** A rhythm of years, months or days; hours and working days are none. */
    private static LocalDate after(LocalDate last, Term every) {
        return switch (every.unit()) {
            case YEAR -> last.plusYears(every.count());
            case MONTH -> last.plusMonths(every.count());
            case DAY, WORKING_DAY, HOUR, MINUTE ->
                last.plusDays(Math.max(1, every.roughly().toDays()));
        };
    }
}
