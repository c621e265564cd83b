package zhiheng.server.rooms.needs;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import zhiheng.base.Text;
import zhiheng.office.acts.Transactions;
import zhiheng.server.ground.tell.Audience;
import zhiheng.server.ground.tell.Tiding;
import zhiheng.server.ground.tell.Tidings;

/**
 * The clocks of open needs: whoever owes the next step hears ahead of its day and when it has passed, the authority where the procedure
 * escalates; co-departments hear of their parts. No words of the asker are in it.
 */
record NeedTidings(Transactions store, NeedBooks books) implements Tidings {
    private static final int AT_ONCE = 500;

    @Override
    public String name() {
        return "needs";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Look look(String place, Window window) {
        var from = window.from().atStartOfDay(ZoneOffset.UTC).toInstant();
        var before = window.before().atStartOfDay(ZoneOffset.UTC).toInstant();
        var rows = store.read(tx -> NeedRows.in(tx).owed(from, before, place, AT_ONCE));
        var found = new ArrayList<Tiding>();
        rows.forEach(row -> found.addAll(clock(row)));
        if (place.isEmpty()) {
            store.read(tx -> NeedRows.in(tx).owedParts(window.from(), window.before(), 10 * AT_ONCE))
                    .forEach(part -> found.add(Tiding.by(
                            part.due(),
                            Tiding.Kind.CASE,
                            "need/" + part.need() + "/part/" + part.org(),
                            new Text("协办部分到期", "A part of a need is due"),
                            new Text("诉求协办", "Shared with another department"),
                            "/needs/" + part.need(),
                            Audience.of(part.org()))));
        }
        boolean more = rows.size() == AT_ONCE;
        return more
                ? new Look(
                        found,
                        rows.getLast().due() + "~" + rows.getLast().need().id(),
                        true)
                : Look.all(found);
    }

    private List<Tiding> clock(NeedRows.Row row) {
        var n = row.need();
        var procedure = books.procedure(n);
        var ends = Instant.parse(row.due());
        var found = new ArrayList<Tiding>();
        var kind = NeedWords.kind(n.kind());
        if (NeedDeeds.stuck(n) && n.c().stage().equals("received")) {
            found.add(new Tiding(
                    Tiding.Kind.CASE,
                    "need/" + n.id() + "/stuck",
                    n.bounces() + "/" + n.reopened(),
                    true,
                    new Text("诉求往返过多，须两人指定", "A need went to and fro too often: two persons designate"),
                    new Text("诉求 · " + kind.zh(), "Need · " + kind.en()),
                    "/needs/" + n.id(),
                    Audience.OFFICERS,
                    null));
        }
        for (var k : n.c().clocks()) {
            var name = procedure.deadline(k.deadline()).name();
            var thing = "need/" + n.id() + "/" + k.deadline() + "/" + k.from();
            var detail = new Text("诉求 · " + kind.zh(), "Need · " + kind.en());
            if (k.owed() && ends.equals(k.ends())) {
                found.add(Tiding.by(
                        NeedClocks.day(ends, procedure),
                        Tiding.Kind.CASE,
                        thing,
                        new Text("诉求期限：" + name.zh(), "A need has its day: " + name.en()),
                        detail,
                        "/needs/" + n.id(),
                        n.lead().isEmpty() ? Audience.OFFICERS : Audience.of(n.lead())));
            }
            if (k.owed() && k.escalated()) {
                found.add(new Tiding(
                        Tiding.Kind.CASE,
                        thing + "/escalated",
                        "escalated",
                        true,
                        new Text("诉求逾期上报：" + name.zh(), "A need was escalated: " + name.en()),
                        detail,
                        "/needs/" + n.id(),
                        Audience.OFFICERS,
                        null));
            }
        }
        return found;
    }
}
