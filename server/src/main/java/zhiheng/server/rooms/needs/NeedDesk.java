package zhiheng.server.rooms.needs;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.cases.Procedure;
import zhiheng.office.acts.Transactions;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.policy.Likeness;
import zhiheng.office.policy.Node;
import zhiheng.server.rooms.tracking.Departments;
import zhiheng.server.rooms.tracking.Tracking;

/**
 * What officials see of needs: the authority's people all, a department's people what is led or shared by them. Needs move by the
 * procedures of the packs; {@link NeedIntake} takes the public's words, {@link NeedDeeds} what officials do.
 */
final class NeedDesk {
    private static final int LOOKED_AT = 50;
    private static final int ALIKE = 5;

    private final Transactions store;
    private final NeedBooks books;
    private final Tracking tracking;
    private final Departments departments;

    NeedDesk(Transactions store, NeedBooks books, Tracking tracking) {
        this.store = store;
        this.books = books;
        this.tracking = tracking;
        this.departments = tracking.departments();
    }

    Instant now() {
        return books.now();
    }

    LocalDate today() {
        return tracking.today();
    }

    Procedure procedure(Need n) {
        return books.procedure(n);
    }

    /** The kind of organisation that somebody acts for; a provider's people follow their needs by the receipt. */
    Org of(Actor actor) {
        var org = departments.of(actor);
        if (org.kind() == Org.Kind.PROVIDER && !org.operator()) {
            throw Refusal.forbidden(
                    "诉求由主管机构和承办部门办理；请凭回执查看您的诉求。",
                    "Needs are for the authority and the departments; follow yours by its receipt.");
        }
        return org;
    }

    boolean atDesk(Actor actor) {
        return of(actor).kind() != Org.Kind.DEPARTMENT;
    }

    void desk(Actor actor) {
        if (!atDesk(actor)) {
            throw Refusal.forbidden("此事由受理台办理。", "This is for the needs desk.");
        }
    }

    /** A need that the actor may see. */
    Need one(Actor actor, String id) {
        var org = of(actor);
        return store.read(tx -> NeedRows.in(tx)
                        .one(id)
                        .filter(n -> org.kind() != Org.Kind.DEPARTMENT
                                || n.lead().equals(org.id())
                                || NeedRows.in(tx).parts(id).stream()
                                        .anyMatch(p -> p.org().equals(org.id()))))
                .orElseThrow(Access::notFound);
    }

    List<NeedRows.Row> list(Actor actor, NeedQuery query) {
        var org = of(actor);
        var bound = org.kind() == Org.Kind.DEPARTMENT
                ? new NeedQuery(org.id(), query.stage(), query.late(), query.part(), query.after(), query.limit())
                : query;
        if (bound.part() && bound.lead() == null) {
            throw Refusal.invalid("查询协办请指明部门（lead）。", "Say whose parts are asked for: a department as lead.");
        }
        return store.read(tx -> NeedRows.in(tx).list(bound, now()));
    }

    List<NeedRows.Step> steps(String id) {
        return store.read(tx -> NeedRows.in(tx).steps(id));
    }

    List<Need.Part> parts(String id) {
        return store.read(tx -> NeedRows.in(tx).parts(id));
    }

    List<Node> timetable(String id) {
        return store.read(tx -> tracking.of(tx, id));
    }

    List<NeedFile> files(String id) {
        return store.read(tx -> NeedRows.in(tx).files(id));
    }

    /** Counts by department, the needs that are late and the late parts of co-departments, "" for all. */
    record Board(Map<String, Map<String, Long>> tallies, Map<String, Long> late, Map<String, Long> lateParts) {}

    Board board(Actor actor) {
        var org = of(actor);
        return store.read(tx -> {
            var rows = NeedRows.in(tx);
            var tallies = new LinkedHashMap<>(rows.tallies());
            var late = new LinkedHashMap<>(rows.late(now()));
            var parts = new LinkedHashMap<>(rows.lateParts(today()));
            late.put("", total(late));
            parts.put("", total(parts));
            if (org.kind() == Org.Kind.DEPARTMENT) {
                var own = List.of(org.id());
                tallies.keySet().retainAll(own);
                late.keySet().retainAll(own);
                parts.keySet().retainAll(own);
            }
            return new Board(tallies, late, parts);
        });
    }

    private static long total(Map<String, Long> byLead) {
        return byLead.values().stream().mapToLong(Long::longValue).sum();
    }

    Departments departments() {
        return departments;
    }

    /** Names by id, for pages of who need not be signed in: a department is no secret. */
    Map<String, String> names() {
        return departments.names();
    }

    /** Open needs whose words are alike, those most alike first; proposed, never joined by themselves. */
    List<Alike> alike(Need need) {
        var mine = Likeness.of(need.text());
        return store.read(tx -> {
            var rows = NeedRows.in(tx);
            var shared = new LinkedHashMap<String, Integer>();
            for (long band : mine.bands()) {
                rows.under(band, LOOKED_AT).forEach(id -> shared.merge(id, 1, Integer::sum));
            }
            shared.remove(need.id());
            return shared.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                    .limit(LOOKED_AT)
                    .map(Map.Entry::getKey)
                    .flatMap(id -> rows.one(id).stream())
                    .filter(n -> n.joined().isEmpty() && !n.c().ended() && joins(need, n))
                    .map(n -> new Alike(n, mine.to(Likeness.of(n.text()))))
                    .filter(a -> a.share() >= Likeness.WORTH_A_LOOK)
                    .sorted(Comparator.comparingDouble((Alike a) -> -a.share()))
                    .limit(ALIKE)
                    .toList();
        });
    }

    /** A suggestion and a need go different ways and are not joined. */
    static boolean joins(Need one, Need other) {
        return one.kind().procedure().equals(other.kind().procedure());
    }

    record Alike(Need need, double share) {}
}
