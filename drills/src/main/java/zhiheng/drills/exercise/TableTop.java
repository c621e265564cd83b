package zhiheng.drills.exercise;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import zhiheng.base.Nearest;
import zhiheng.base.Refusal;
import zhiheng.drills.exercise.Mark.Kind;

/**
 * A drill talked through: injects are read out as their time comes, and what the participants say they would do is written down, a line
 * each. Nothing is sent anywhere.
 */
public final class TableTop {
    private static final Map<String, Kind> WORDS = Map.of(
            "alert", Kind.ALERT,
            "ack", Kind.ACKNOWLEDGED,
            "grade", Kind.GRADED,
            "contain", Kind.CONTAINED,
            "recover", Kind.RECOVERED,
            "report", Kind.REPORTED,
            "note", Kind.NOTE);

    private final Scenario scenario;
    private final Instant began;
    private final List<Mark> marks = new ArrayList<>();
    private final Set<String> injected = new HashSet<>();
    private Duration now = Duration.ZERO;
    private String latest = "";
    private boolean over;

    public TableTop(Scenario scenario, Instant began) {
        if (!scenario.forms().contains(Scenario.Form.TABLETOP)) {
            throw Refusal.invalid("该场景不能桌面推演。", "This scenario is not for a table.");
        }
        this.scenario = scenario;
        this.began = began;
        marks.add(new Mark(Kind.BEGUN, "", began, "", "", ""));
    }

    /** Lets time go on. @return what is to be read out now */
    public List<Scenario.Inject> until(Duration time) {
        if (time.compareTo(now) < 0) {
            throw Refusal.invalid("时间不能倒退。", "Time does not go back.");
        }
        var due = new ArrayList<Scenario.Inject>();
        for (var inject : scenario.injects()) {
            if (!over && inject.at().compareTo(time) <= 0 && injected.add(inject.id())) {
                marks.add(new Mark(Kind.INJECTED, inject.id(), began.plus(inject.at()), "", "", ""));
                latest = inject.id();
                due.add(inject);
            }
        }
        if (time.compareTo(scenario.ends()) >= 0) {
            now = scenario.ends();
            over = true;
        } else {
            now = time;
        }
        return due;
    }

    /** The inject that comes next, if any does. */
    public java.util.Optional<Scenario.Inject> next() {
        return scenario.injects().stream()
                .filter(i -> !injected.contains(i.id()))
                .findFirst();
    }

    public boolean over() {
        return over;
    }

    public void end() {
        over = true;
    }

    public Duration now() {
        return now;
    }

    /**
     * Writes down a line such as {@code contain L3}, {@code grade orange}, {@code report initial}, {@code alert}; about the inject that
     * came last, unless one is named: {@code contain leak L3}.
     */
    public Mark say(String line) {
        if (over) {
            throw Refusal.conflict("演练已结束。", "The drill is over.");
        }
        var words = new ArrayList<>(List.of(line.strip().split("\\s+")));
        var word = words.removeFirst().toLowerCase(Locale.ROOT);
        var kind = WORDS.get(word);
        if (kind == null) {
            throw Refusal.invalid(
                    "不认识“" + word + "”。可写：alert、ack、grade、contain、recover、report、note。",
                    "'" + word + "' is not known" + Nearest.sentence(word, WORDS.keySet())
                            + "Write alert, ack, grade, contain, recover, report or note.");
        }
        var inject = latest;
        if (!words.isEmpty() && injected.contains(words.getFirst())) {
            inject = words.removeFirst();
        }
        var detail = kind == Kind.NOTE ? "" : String.join(" ", words);
        var by = inject.isEmpty()
                ? ""
                : scenario.inject(inject).orElseThrow().expect().by();
        if (kind == Kind.REPORTED) {
            var report = scenario.reports().stream()
                    .filter(r -> r.id().equals(detail))
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid(
                            "没有报告“" + detail + "”。",
                            "There is no report '" + detail + "'"
                                    + Nearest.sentence(
                                            detail,
                                            scenario.reports().stream()
                                                    .map(Scenario.Report::id)
                                                    .toList())));
            inject = report.after();
            by = report.by();
        }
        checked(kind, inject, detail);
        var mark = new Mark(kind, inject, began.plus(now), "", by, detail);
        marks.add(mark);
        return mark;
    }

    private static void checked(Kind kind, String inject, String detail) {
        if (inject.isEmpty() && kind != Kind.NOTE) {
            throw Refusal.invalid("还没有注入任何事件。", "Nothing has been injected yet.");
        }
        if (kind == Kind.CONTAINED && !detail.matches("L[0-7]")) {
            throw Refusal.invalid("请写明措施：L0 至 L7。", "Name the step: L0 to L7.");
        }
        boolean grade =
                List.of(Scenario.Grade.values()).stream().anyMatch(g -> g.name().equalsIgnoreCase(detail));
        if (kind == Kind.GRADED && !grade) {
            throw Refusal.invalid("请写明等级：blue、yellow、orange、red。", "Name the grade: blue, yellow, orange or red.");
        }
    }

    public TimeLine line() {
        var all = new ArrayList<>(marks);
        all.add(new Mark(Kind.ENDED, "", began.plus(now), "", "", ""));
        return new TimeLine(Scenario.Form.TABLETOP, began, began.plus(now), all, Map.of());
    }
}
