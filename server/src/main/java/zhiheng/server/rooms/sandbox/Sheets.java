package zhiheng.server.rooms.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.cases.Event;
import zhiheng.cases.Procedure;
import zhiheng.gateway.permit.Permits;
import zhiheng.office.duties.Sha256;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.rooms.cases.CaseFilter;
import zhiheng.server.rooms.sandbox.Sheet.Figure;
import zhiheng.server.rooms.sandbox.Sheet.Gap;
import zhiheng.server.rooms.traffic.InteractionRows;

/**
 * Works out the daily sheets of participations. A day that is over is worked out once and kept, with its digest in the ledger; where the
 * procedure gives the server the act {@code daily-sheet}, that is what hands it in.
 */
final class Sheets {
    static final String DAILY = "daily-sheet";
    private static final Actor ITSELF = new Actor("zhiheng", "", Role.ADMINISTRATOR);
    private static final int MOST_DAYS = 800;
    private static final int MOST_INCIDENTS = 500;

    private final Sandboxes sandboxes;
    private final @Nullable InteractionRows calls;
    private final @Nullable Permits permits;

    Sheets(Sandboxes sandboxes, @Nullable InteractionRows calls, @Nullable Permits permits) {
        this.sandboxes = sandboxes;
        this.calls = calls;
        this.permits = permits;
    }

    /** The days from the admission to today or the end, the latest first; empty before the admission. */
    List<LocalDate> days(Participation p) {
        var zone = p.procedure().zone();
        var from = admitted(p);
        if (from == null) {
            return List.of();
        }
        var last = p.c().ended() ? p.c().trail().getLast().at() : sandboxes.now();
        var days = new ArrayList<LocalDate>();
        var first = LocalDate.ofInstant(from, zone);
        for (var day = LocalDate.ofInstant(last, zone);
                !day.isBefore(first) && days.size() < MOST_DAYS;
                day = day.minusDays(1)) {
            days.add(day);
        }
        return days;
    }

    /** When the first stage with service was entered; null before that. */
    static @Nullable Instant admitted(Participation p) {
        var terms = p.terms();
        return terms == null
                ? null
                : p.c().trail().stream()
                        .filter(v -> terms.step(v.stage()).isPresent())
                        .map(zhiheng.cases.Case.Visit::at)
                        .findFirst()
                        .orElse(null);
    }

    /** @param sha256 of a sheet that is kept; "" for one of a day that is not over */
    record Read(Sheet sheet, String sha256) {}

    Read of(Participation p, LocalDate day) {
        var kept = sandboxes.store().read(tx -> SheetRows.in(tx).kept(p.c().id(), day));
        return kept.map(k -> new Read(Sheet.read(k.body()), k.sha256())).orElseGet(() -> new Read(worked(p, day), ""));
    }

    /** All that are kept, the earliest first. */
    List<SheetRows.Kept> kept(String caseId) {
        return sandboxes.store().read(tx -> SheetRows.in(tx).kept(caseId));
    }

    Sheet worked(Participation p, LocalDate day) {
        var zone = p.procedure().zone();
        var from = day.atStartOfDay(zone).toInstant();
        var end = day.plusDays(1).atStartOfDay(zone).toInstant();
        var now = sandboxes.now();
        var to = now.isBefore(end) ? now.plusMillis(1) : end;
        var figures = new EnumMap<Figure, Long>(Figure.class);
        var gaps = new EnumMap<Gap, Long>(Gap.class);
        if (now.isBefore(end.plus(Harm.SETTLED))) {
            gaps.put(Gap.NOT_OVER, 1L);
        }
        traffic(p, from, to, figures, gaps);
        people(p, from, to, figures, gaps);
        incidents(p, from, to, figures);
        return new Sheet(day, zone, stage(p, to), figures, gaps);
    }

    private static String stage(Participation p, Instant at) {
        return p.c().trail().stream()
                .filter(v -> v.at().isBefore(at))
                .reduce((a, b) -> b)
                .map(zhiheng.cases.Case.Visit::stage)
                .orElse(p.c().stage());
    }

    private void traffic(Participation p, Instant from, Instant to, Map<Figure, Long> figures, Map<Gap, Long> gaps) {
        var rows = calls;
        var system = p.c().subject();
        var permit = permits == null ? null : permits.of(system);
        var forgotten = permit == null || permit.terms().keepRecordDays() == 0
                ? Instant.MIN
                : sandboxes.now().minus(Duration.ofDays(permit.terms().keepRecordDays()));
        if (rows == null || from.isBefore(forgotten)) {
            gaps.put(Gap.CALLS_UNKNOWN, 1L);
            return;
        }
        var count = new EnumMap<Figure, Long>(Figure.class);
        var users = new HashSet<Long>();
        long[] nameless = {0, 0};
        rows.between(system, from, to, call -> {
            add(count, Figure.CALLS, 1);
            if (call.held()) {
                add(count, Figure.HELD, 1);
            }
            var user = call.ask().user();
            if (user == null) {
                nameless[0]++;
            } else {
                users.add(user);
            }
            add(
                    count,
                    Figure.FINDINGS,
                    call.detections().values().stream().mapToInt(i -> i).sum());
            if (!call.clause().isEmpty()) {
                add(count, Figure.REFUSED, 1);
            } else if (call.status() >= 400) {
                add(count, Figure.FAILED, 1);
            } else {
                add(count, Figure.ANSWERED, 1);
                add(count, Figure.LABELLED, call.labelled() ? 1 : 0);
                nameless[1] += call.labelled() ? 0 : 1;
            }
            add(count, Figure.TOKENS_IN, call.tokensIn());
            add(count, Figure.TOKENS_OUT, call.tokensOut());
        });
        for (var figure : List.of(
                Figure.CALLS,
                Figure.ANSWERED,
                Figure.REFUSED,
                Figure.FAILED,
                Figure.HELD,
                Figure.LABELLED,
                Figure.FINDINGS,
                Figure.TOKENS_IN,
                Figure.TOKENS_OUT)) {
            figures.put(figure, count.getOrDefault(figure, 0L));
        }
        figures.put(Figure.USERS, (long) users.size());
        gap(gaps, Gap.NO_USER, nameless[0]);
        gap(gaps, Gap.NOT_LABELLED, nameless[1]);
    }

    private static void add(Map<Figure, Long> count, Figure figure, long more) {
        count.merge(figure, more, Long::sum);
    }

    private static void gap(Map<Gap, Long> gaps, Gap gap, long count) {
        if (count > 0) {
            gaps.put(gap, count);
        }
    }

    private void people(Participation p, Instant from, Instant to, Map<Figure, Long> figures, Map<Gap, Long> gaps) {
        var id = p.c().id();
        var system = p.c().subject();
        var terms = p.terms();
        var due =
                terms == null ? from : to.minus(Duration.ofDays(terms.evidence().verdictDays()));
        sandboxes.store().read(tx -> {
            var rows = SheetRows.in(tx);
            figures.put(Figure.DRAWN, rows.drawn(id, from, to));
            figures.put(Figure.VERDICTS, rows.verdicts(id, from, to));
            figures.put(Figure.HARMFUL, rows.harmful(id, from, to));
            figures.put(Figure.COMPLAINTS, rows.complaints(id, from, to));
            figures.put(Figure.CONFIRMED, rows.confirmed(id, from, to));
            figures.put(Figure.ALERTS, rows.alerts(system, from, to));
            figures.put(Figure.PERMIT_CHANGES, rows.acts(system, "permit.", from, to));
            figures.put(Figure.KITS, rows.granted(id, to));
            gap(gaps, Gap.OVERDUE, rows.overdue(id, due, to));
            gap(gaps, Gap.UNDECIDED, rows.undecided(id, to));
            return id;
        });
    }

    private void incidents(Participation p, Instant from, Instant to, Map<Figure, Long> figures) {
        var filter = new CaseFilter(p.c().subject(), Procedure.Kind.INCIDENT, null, null, MOST_INCIDENTS);
        long opened = 0;
        long closed = 0;
        for (var row : sandboxes.cases().list(ITSELF, filter).items()) {
            opened += in(row.c().opened(), from, to) ? 1 : 0;
            closed += row.c().ended() && in(row.c().trail().getLast().at(), from, to) ? 1 : 0;
        }
        figures.put(Figure.INCIDENTS, opened);
        figures.put(Figure.INCIDENTS_CLOSED, closed);
    }

    private static boolean in(Instant time, Instant from, Instant to) {
        return !time.isBefore(from) && time.isBefore(to);
    }

    /** Keeps the sheets of all days that are over. Doing it again changes nothing. */
    void keep(String caseId) {
        var known = sandboxes.cases().known(caseId);
        if (known == null) {
            return;
        }
        var p = sandboxes.participation(known.c());
        var kept = new HashSet<LocalDate>();
        kept(caseId).forEach(k -> kept.add(k.day()));
        for (var day : days(p).reversed()) {
            if (!kept.contains(day) && over(day, p.procedure().zone())) {
                keep(p, day);
            }
        }
    }

    private boolean over(LocalDate day, ZoneId zone) {
        return !sandboxes
                .now()
                .isBefore(day.plusDays(1).atStartOfDay(zone).toInstant().plus(Harm.SETTLED));
    }

    private void keep(Participation p, LocalDate day) {
        var id = p.c().id();
        var body = worked(p, day).write();
        var sha256 = Sha256.of(body);
        sandboxes.office().outbox().record((tx, acts) -> {
            var rows = SheetRows.in(tx);
            if (rows.kept(id, day).isEmpty()) {
                rows.keep(id, day, body, sha256, sandboxes.now());
                acts.add(
                        ITSELF,
                        "sandbox.sheet",
                        "case/" + id,
                        p.c().subject(),
                        "",
                        Map.of("day", day.toString(), "sha256", sha256));
            }
            return id;
        });
        boolean ours = p.procedure()
                .act(DAILY)
                .filter(act ->
                        act.by().stream().anyMatch(r -> p.procedure().role(r).heldBy() == Procedure.Holder.SYSTEM))
                .isPresent();
        if (ours && !p.c().ended()) {
            sandboxes.cases().byItself(id, by -> new Event.Act(DAILY, by.who(), by.at()));
        }
    }
}
