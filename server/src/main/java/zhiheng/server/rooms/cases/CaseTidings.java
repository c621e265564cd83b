package zhiheng.server.rooms.cases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.cases.Case;
import zhiheng.cases.Deed;
import zhiheng.cases.Procedure;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Json;
import zhiheng.server.ground.tell.Audience;
import zhiheng.server.ground.tell.Tiding;
import zhiheng.server.ground.tell.Tidings;

/** Deadlines of cases as the procedures have them: reminded, missed, escalated. Read from the acts of the ledger, in its order. */
record CaseTidings(CaseDesk desk, OfficeStore store) implements Tidings {
    private static final int ACTS = 200;
    private static final Set<String> TOLD =
            Set.of(Deed.Sort.REMINDED.name(), Deed.Sort.MISSED.name(), Deed.Sort.ESCALATED.name());

    @Override
    public String name() {
        return "cases";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(2);
    }

    /** At the very first it begins with what comes from now on: nobody is told the past of a ledger. */
    @Override
    public Look look(String place, Window window) {
        return store.read(tx -> {
            var acts = store.in(tx);
            if (place.isEmpty()) {
                var last = acts.latest(1);
                return new Look(
                        List.of(),
                        Long.toString(last.isEmpty() ? 0 : last.getFirst().ledgerIndex() + 1),
                        false);
            }
            var rows = acts.actsFrom(Long.parseLong(place), ACTS);
            var found = new ArrayList<Tiding>();
            for (var row : rows) {
                if (row.act().name().startsWith("case.")) {
                    var body = Json.readMap(row.act().body());
                    if (!tells(body.get("deeds"))) {
                        continue;
                    }
                    var sql = CaseSql.in(tx);
                    sql.one(null, String.valueOf(body.get("case"))).ifPresent(of -> {
                        long step = body.get("step") instanceof Number n ? n.longValue() : -1;
                        sql.steps(of.c().id()).stream()
                                .filter(s -> s.step() == step)
                                .flatMap(s -> s.deeds().stream())
                                .forEach(deed -> found.addAll(told(of, deed)));
                    });
                }
            }
            return rows.isEmpty()
                    ? new Look(found, place, false)
                    : new Look(found, Long.toString(rows.getLast().ledgerIndex() + 1), rows.size() == ACTS);
        });
    }

    /** Whether anybody is told of one of the deeds that an act names; of most steps nobody is, and they are not looked up. */
    private static boolean tells(@Nullable Object deeds) {
        return deeds instanceof List<?> list
                && list.stream()
                        .anyMatch(deed ->
                                deed instanceof Map<?, ?> named && TOLD.contains(String.valueOf(named.get("deed"))));
    }

    private List<Tiding> told(CaseRow row, Deed deed) {
        var c = row.c();
        var procedure = desk.procedure(c);
        return switch (deed.sort()) {
            case REMINDED -> {
                var name = procedure.named(deed.subject());
                yield of(row, deed, Set.of(deed.detail().split(" ")), both("即将到期：", "Due soon: ", name));
            }
            case MISSED -> {
                var deadline = procedure.deadline(deed.subject());
                yield of(row, deed, deadline.owes(), both("期限已过：", "Deadline missed: ", deadline.name()));
            }
            case ESCALATED ->
                of(row, deed, Set.of(deed.detail()), both("逾期上报：", "Escalated: ", procedure.named(deed.subject())));
            case OPENED,
                    PROPOSED,
                    DONE,
                    ENTERED,
                    ENDED,
                    FILED,
                    VOTED,
                    MEASURED,
                    NOTED,
                    EXCLUDED,
                    STARTED,
                    MET,
                    MET_LATE,
                    SILENT,
                    LAPSED,
                    ADOPTED -> List.of();
        };
    }

    private static Text both(String zh, String en, Text name) {
        return new Text(zh + name.zh(), en + name.en());
    }

    private List<Tiding> of(CaseRow row, Deed deed, Set<String> roles, Text title) {
        var c = row.c();
        var procedure = desk.procedure(c);
        var name = procedure.name();
        var detail = new Text(name.zh() + " · " + row.systemName(), name.en() + " · " + row.systemName());
        return audiences(c, procedure, roles).stream()
                .map(to -> new Tiding(
                        Tiding.Kind.CASE,
                        "case/" + c.id() + "/" + deed.subject(),
                        deed.sort() + "/" + deed.at(),
                        true,
                        title,
                        detail,
                        "/cases/" + c.id(),
                        to,
                        null))
                .toList();
    }

    /** A role with a seat is that organisation's; one that authorities or departments hold is the officers'; the server's own is nobody's. */
    private static Set<Audience> audiences(Case c, Procedure procedure, Set<String> roles) {
        var all = new HashSet<Audience>();
        for (var id : roles) {
            if (!id.isEmpty()) {
                var seat = c.seats().get(id);
                if (seat != null) {
                    all.add(Audience.of(seat));
                } else if (procedure.role(id).heldBy() != Procedure.Holder.SYSTEM) {
                    all.add(Audience.OFFICERS);
                }
            }
        }
        return all;
    }
}
