package zhiheng.packs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** What two findings differ in: two dates, two sets of answers, or two versions of the packs. */
public record FindingDiff(
        List<Finding.Outcome> gained,
        List<Finding.Outcome> lost,
        List<Finding.Duty> dutiesGained,
        List<Finding.Duty> dutiesLost,
        List<DutyMoved> dutiesMoved,
        List<String> opened,
        List<String> closed) {

    /** A duty whose due date is another one. */
    public record DutyMoved(Finding.Duty duty, LocalDate before, LocalDate after) {}

    public boolean isEmpty() {
        return gained.isEmpty()
                && lost.isEmpty()
                && dutiesGained.isEmpty()
                && dutiesLost.isEmpty()
                && dutiesMoved.isEmpty()
                && opened.isEmpty()
                && closed.isEmpty();
    }

    /** Without laws of which nothing is said but that they do not apply, on the day on which they begin. */
    public FindingDiff withoutOutside() {
        var news = gained.stream()
                .filter(o ->
                        !o.outside() || lost.stream().anyMatch(l -> l.pack().equals(o.pack())))
                .toList();
        return new FindingDiff(news, lost, dutiesGained, dutiesLost, dutiesMoved, opened, closed);
    }

    /** Outcomes are matched by pack, tier and reference; duties by id, and only those in force on the finding's day. */
    static FindingDiff between(Finding before, Finding after) {
        return between(before, after, false);
    }

    /** As {@link #between}, with what a later date already in the law will bring: for two sets of answers on one day. */
    static FindingDiff ahead(Finding before, Finding after) {
        return between(before, after, true);
    }

    private static FindingDiff between(Finding before, Finding after, boolean ahead) {
        var outcomesBefore = new LinkedHashMap<List<String>, Finding.Outcome>();
        var outcomesAfter = new LinkedHashMap<List<String>, Finding.Outcome>();
        before.outcomes().forEach(o -> outcomesBefore.putIfAbsent(key(o), o));
        after.outcomes().forEach(o -> outcomesAfter.putIfAbsent(key(o), o));
        if (ahead) {
            before.upcoming().forEach(o -> outcomesBefore.putIfAbsent(key(o), o));
            after.upcoming().forEach(o -> outcomesAfter.putIfAbsent(key(o), o));
        }
        var dutiesBefore = duties(before, ahead);
        var dutiesAfter = duties(after, ahead);
        var moved = new ArrayList<DutyMoved>();
        dutiesAfter.forEach((key, now) -> {
            var then = dutiesBefore.get(key);
            if (then != null && !then.day().equals(now.day())) {
                moved.add(new DutyMoved(now, then.day(), now.day()));
            }
        });
        return new FindingDiff(
                missing(outcomesAfter, outcomesBefore),
                missing(outcomesBefore, outcomesAfter),
                missing(dutiesAfter, dutiesBefore),
                missing(dutiesBefore, dutiesAfter),
                List.copyOf(moved),
                questions(after, before),
                questions(before, after));
    }

    private static List<String> key(Finding.Outcome o) {
        return List.of(o.pack(), o.tier(), o.ref());
    }

    private static LinkedHashMap<List<String>, Finding.Duty> duties(Finding finding, boolean ahead) {
        var result = new LinkedHashMap<List<String>, Finding.Duty>();
        for (var duty : finding.duties()) {
            if (ahead || !duty.upcoming()) {
                result.putIfAbsent(List.of(duty.pack(), duty.id()), duty);
            }
        }
        return result;
    }

    private static <K, V> List<V> missing(LinkedHashMap<K, V> here, LinkedHashMap<K, V> there) {
        var result = new ArrayList<V>();
        here.forEach((key, value) -> {
            if (!there.containsKey(key)) {
                result.add(value);
            }
        });
        return List.copyOf(result);
    }

    private static List<String> questions(Finding here, Finding there) {
        var known = there.open().stream().map(Finding.Open::fact).toList();
        return here.open().stream()
                .map(Finding.Open::fact)
                .filter(f -> !known.contains(f))
                .toList();
    }
}
