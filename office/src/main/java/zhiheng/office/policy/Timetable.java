package zhiheng.office.policy;

import java.time.LocalDate;
import java.util.List;
import zhiheng.base.Refusal;
import zhiheng.office.input.Input;

/**
 * What a department promises where a need cannot be solved at once: at least two nodes, each with an indicator, the first soon and none
 * long after the one before, so that the asker sees something happen. The lengths are practice of this system, not law.
 */
public record Timetable(List<Entry> entries) {
    public static final int LEAST = 2;
    public static final int MOST = 12;
    public static final int FIRST_WITHIN_DAYS = 7;
    public static final int GAP_DAYS = 30;

    /** What is to be done by a day, and the indicator by which it is seen. */
    public record Entry(String title, LocalDate due, String indicator, double baseline, double target) {}

    /**
     * The timetable, if it holds.
     *
     * @param today from which the first node is counted
     * @param last the day by which the need must be answered
     */
    public static Timetable of(List<Entry> said, LocalDate today, LocalDate last) {
        if (said.size() < LEAST || said.size() > MOST) {
            throw Refusal.invalid(
                    "时间表须有 " + LEAST + " 至 " + MOST + " 个节点，每个节点都有指标。",
                    "A timetable has " + LEAST + " to " + MOST + " nodes, each with an indicator.");
        }
        var before = today;
        for (int i = 0; i < said.size(); i++) {
            var entry = said.get(i);
            Input.required("节点", "node", entry.title(), Input.NAME);
            Input.required("指标", "indicator", entry.indicator(), Input.NAME);
            if (!entry.due().isAfter(before)) {
                throw Refusal.invalid(
                        "第 " + (i + 1) + " 个节点须晚于前一个，并晚于今天。",
                        "Node " + (i + 1) + " must lie after the one before it, and after today.");
            }
            int most = i == 0 ? FIRST_WITHIN_DAYS : GAP_DAYS;
            if (entry.due().isAfter(before.plusDays(most))) {
                throw Refusal.invalid(
                        "第 " + (i + 1) + " 个节点距前一时点超过 " + most + " 天，请加一个节点，让提出人能看到进展。",
                        "Node " + (i + 1) + " lies more than " + most
                                + " days off; add one between, so that the asker sees something happen.");
            }
            before = entry.due();
        }
        if (before.isAfter(last)) {
            throw Refusal.invalid(
                    "最后一个节点晚于答复期限 " + last + "。", "The last node lies after the day of the answer, " + last + ".");
        }
        return new Timetable(List.copyOf(said));
    }
}
