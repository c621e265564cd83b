package zhiheng.packs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import zhiheng.base.Text;

/**
 * What another wording of the packs, or a day of the law, does to one duty of a system.
 *
 * @param what of it is another: {@code text}, {@code time}, {@code evidence}, {@code penalty}, {@code who}, {@code article},
 *     {@code certain}; empty for one that is new or ended
 * @param from first day on which it binds, or bound
 */
public record DutyNews(
        String pack, String duty, How how, Text title, String article, List<String> what, LocalDate from) {
    /** How it comes to differ. */
    public enum How {
        NEW,
        /** Known before, and binding since. */
        BEGUN,
        CHANGED,
        ENDED
    }

    /**
     * Between what one library says of a system and what another, or the same one on a later day, says of it, duties to come included;
     * new ones first, then those that have begun to bind, changed and ended ones.
     */
    public static List<DutyNews> between(Finding before, Finding after) {
        var was = duties(before);
        var is = duties(after);
        var fresh = new ArrayList<DutyNews>();
        var begun = new ArrayList<DutyNews>();
        var changed = new ArrayList<DutyNews>();
        is.forEach((key, duty) -> {
            var then = was.get(key);
            if (then == null) {
                fresh.add(of(duty, How.NEW, List.of()));
            } else {
                var what = what(then, duty);
                if (!what.isEmpty()) {
                    changed.add(of(duty, How.CHANGED, what));
                } else if (then.upcoming() && !duty.upcoming()) {
                    begun.add(of(duty, How.BEGUN, what));
                }
            }
        });
        fresh.addAll(begun);
        fresh.addAll(changed);
        was.forEach((key, duty) -> {
            if (!is.containsKey(key)) {
                fresh.add(of(duty, How.ENDED, List.of()));
            }
        });
        return List.copyOf(fresh);
    }

    private static Map<String, Finding.Duty> duties(Finding finding) {
        return finding.duties().stream()
                .collect(Collectors.toMap(
                        duty -> duty.pack() + "/" + duty.id(),
                        duty -> duty,
                        (first, other) -> first,
                        LinkedHashMap::new));
    }

    private static DutyNews of(Finding.Duty duty, How how, List<String> what) {
        return new DutyNews(duty.pack(), duty.id(), how, duty.title(), duty.article(), what, duty.from());
    }

    private static List<String> what(Finding.Duty then, Finding.Duty now) {
        var what = new ArrayList<String>();
        add(
                what,
                "text",
                List.of(then.title(), then.text(), then.kind()),
                List.of(now.title(), now.text(), now.kind()));
        boolean sameTime = then.from().equals(now.from())
                && then.timing().equals(now.timing())
                && then.nature() == now.nature()
                && Objects.equals(then.due(), now.due())
                && then.clocks().equals(now.clocks());
        add(what, "time", sameTime, true);
        add(what, "evidence", then.evidence(), now.evidence());
        add(what, "penalty", then.penalty(), now.penalty());
        add(what, "who", List.of(then.who(), then.waivable()), List.of(now.who(), now.waivable()));
        add(what, "article", then.article(), now.article());
        add(what, "certain", then.provisional(), now.provisional());
        return List.copyOf(what);
    }

    private static void add(List<String> what, String name, Object then, Object now) {
        if (!then.equals(now)) {
            what.add(name);
        }
    }
}
