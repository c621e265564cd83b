package zhiheng.office.registry;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.LegalDays;

/**
 * What the registry shows of a system without evaluating it again. Holds as long as no day of {@code asOf} turns.
 *
 * @param tiersByPack tiers in force, by pack, the gravest first
 * @param coming tiers that a date already in the law will bring, by pack, the nearest first
 * @param questions facts not answered yet
 */
public record Summary(
        Map<String, List<String>> tiersByPack,
        Map<String, List<Coming>> coming,
        List<DutyLine> duties,
        int questions,
        LegalDays asOf) {

    /** Of a system that owes nothing, since it was put aside. */
    public static Summary none(LegalDays asOf) {
        return new Summary(Map.of(), Map.of(), List.of(), 0, asOf);
    }

    /** A tier that will hold from {@code from}. */
    public record Coming(String tier, LocalDate from) {}

    /**
     * The next thing to do, the law that asks it, and its day: a last day, or the day on which a duty begins to bind.
     */
    public record Next(String duty, String pack, LocalDate day) {}

    /** Duties of law in force that still ask for something; what guidance says is counted nowhere. */
    public int open() {
        return count(DutyState::pending);
    }

    public int gaps() {
        return count(state -> state == DutyState.GAP);
    }

    public int unassessed() {
        return count(state -> state == DutyState.NOT_ASSESSED);
    }

    public int overdue() {
        return (int) duties.stream()
                .filter(line -> line.overdue(asOf.of(line.pack())))
                .count();
    }

    private int count(java.util.function.Predicate<DutyState> wanted) {
        return (int) duties.stream()
                .filter(line -> line.obligation() && line.inForce(asOf.of(line.pack())) && wanted.test(line.state()))
                .count();
    }

    public @Nullable Next next() {
        return duties.stream()
                .filter(DutyLine::obligation)
                .mapMulti((DutyLine line, Consumer<Next> into) -> {
                    var day = line.next(asOf.of(line.pack()));
                    if (day != null) {
                        into.accept(new Next(line.duty(), line.pack(), day));
                    }
                })
                .min(Comparator.comparing(Next::day).thenComparing(Next::duty))
                .orElse(null);
    }

    /** Of each pack the nearest tier to come. */
    public Map<String, Coming> nearest() {
        var result = new LinkedHashMap<String, Coming>();
        coming.forEach((pack, list) -> result.put(pack, list.getFirst()));
        return result;
    }
}
