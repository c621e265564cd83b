package zhiheng.cases.clocks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.cases.Case;
import zhiheng.cases.Case.RunningClock;
import zhiheng.cases.Journey;
import zhiheng.cases.Light;
import zhiheng.cases.Procedure;

/**
 * The clocks of all regimes of one incident in one list: what is owed first by its end, then what waits for a calendar, then what is
 * done. Ends are those that each case worked out when its clock began, so neither a restart nor a change to summer time moves them.
 */
public final class SideBySide {
    private SideBySide() {}

    /** A case with the procedure that it moves by. */
    public record Regime(Procedure procedure, Case c) {}

    /**
     * One clock.
     *
     * @param regime name of the procedure
     * @param ends null where it counts working days of a year whose calendar is not published
     * @param settled when it was met or lapsed; null while it is owed
     * @param needs what meets it, and who may do that; empty once nothing is owed
     */
    public record Ticking(
            String procedure,
            String caseId,
            String deadline,
            Text regime,
            Text name,
            String ref,
            Light light,
            RunningClock.State state,
            Instant from,
            @Nullable Instant ends,
            @Nullable Instant settled,
            List<Text> needs) {
        public boolean owed() {
            return state == RunningClock.State.RUNNING || state == RunningClock.State.LATE;
        }
    }

    public static List<Ticking> of(List<Regime> regimes, Instant now) {
        var all = new ArrayList<Ticking>();
        for (var regime : regimes) {
            for (var clock : regime.c().clocks()) {
                all.add(ticking(regime.procedure(), regime.c(), clock, now));
            }
        }
        all.sort(Comparator.comparing((Ticking t) -> !t.owed())
                .thenComparing(Ticking::ends, Comparator.nullsLast(Comparator.naturalOrder())));
        return List.copyOf(all);
    }

    private static Ticking ticking(Procedure p, Case c, RunningClock clock, Instant now) {
        var deadline = p.deadline(clock.deadline());
        return new Ticking(
                p.id(),
                c.id(),
                deadline.id(),
                p.name(),
                deadline.name(),
                deadline.cite().ref(),
                Journey.light(clock, now),
                clock.state(),
                clock.from(),
                clock.ends(),
                clock.settled(),
                clock.owed() ? deadline.metBy().stream().map(id -> need(p, id)).toList() : List.of());
    }

    private static Text need(Procedure p, String id) {
        var name = p.named(id);
        var item = p.items().stream().filter(i -> i.id().equals(id)).findFirst();
        if (item.isPresent()) {
            var who = who(p, List.copyOf(item.get().by()));
            return new Text("提交“" + name.zh() + "”（" + who.zh() + "）", "file '" + name.en() + "' (" + who.en() + ")");
        }
        var by = p.act(id)
                .map(a -> List.copyOf(a.by()))
                .orElseGet(() -> p.stages().stream()
                        .flatMap(s -> s.move(id).stream())
                        .flatMap(m -> m.by().stream())
                        .distinct()
                        .toList());
        var who = who(p, by);
        return new Text("办理“" + name.zh() + "”（" + who.zh() + "）", "do '" + name.en() + "' (" + who.en() + ")");
    }

    private static Text who(Procedure p, List<String> roles) {
        var people = roles.stream()
                .map(p::role)
                .filter(r -> r.heldBy() != Procedure.Holder.SYSTEM)
                .map(Procedure.Role::name)
                .toList();
        return new Text(
                people.stream().map(Text::zh).collect(Collectors.joining("、")),
                people.stream().map(Text::en).collect(Collectors.joining(", ")));
    }
}
