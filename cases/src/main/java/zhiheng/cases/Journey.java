package zhiheng.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.cases.Case.RunningClock;

/**
 * A case as a story: the stages with their lights, the clocks with theirs, and what may be done next.
 *
 * @param stages in the order of the procedure
 * @param clocks those owed first, the nearest end first
 */
public record Journey(List<Stop> stages, List<Ticking> clocks) {
    /** A clock is "soon" in the last quarter of its time. */
    private static final int SOON_PART = 4;

    /** @param entered when it was entered last; null where it was not */
    public record Stop(
            String id, Text name, Light light, @Nullable Instant entered) {}

    /** @param left until its end, negative when it has passed; null when the end is unknown */
    public record Ticking(
            RunningClock clock,
            Text name,
            Light light,
            @Nullable Duration left) {}

    public static Journey of(Procedure procedure, Case c, Instant now) {
        var stops = new ArrayList<Stop>();
        var ahead = ahead(procedure, c.stage());
        for (var stage : procedure.stages()) {
            Instant entered = null;
            for (var visit : c.trail()) {
                entered = visit.stage().equals(stage.id()) ? visit.at() : entered;
            }
            boolean here = stage.id().equals(c.stage());
            var light = here
                    ? c.ended() ? Light.DONE : worst(c, now)
                    : entered != null ? Light.DONE : ahead.contains(stage.id()) ? Light.AHEAD : Light.PASSED_BY;
            stops.add(new Stop(stage.id(), stage.name(), light, entered));
        }
        var ticking = new ArrayList<Ticking>();
        for (var clock : c.clocks()) {
            var ends = clock.ends();
            var left = ends == null || !clock.owed() ? null : Duration.between(now, ends);
            ticking.add(new Ticking(clock, procedure.deadline(clock.deadline()).name(), light(clock, now), left));
        }
        ticking.sort(
                java.util.Comparator.comparing((Ticking t) -> !t.clock().owed()).thenComparing(t -> {
                    var ends = t.clock().ends();
                    return ends == null ? Instant.MAX : ends;
                }));
        return new Journey(List.copyOf(stops), List.copyOf(ticking));
    }

    /** The light of a whole case: the worst of its clocks. */
    public static Light worst(Case c, Instant now) {
        var worst = Light.UNDER_WAY;
        for (var clock : c.clocks()) {
            var light = clock.owed() ? light(clock, now) : Light.UNDER_WAY;
            worst = rank(light) > rank(worst) ? light : worst;
        }
        return c.ended() ? Light.DONE : worst;
    }

    private static int rank(Light light) {
        return switch (light) {
            case LATE -> 3;
            case SOON -> 2;
            case UNKNOWN -> 1;
            case UNDER_WAY, DONE, AHEAD, PASSED_BY -> 0;
        };
    }

    public static Light light(RunningClock clock, Instant now) {
        return switch (clock.state()) {
            case MET -> Light.DONE;
            case MET_LATE, LATE -> Light.LATE;
            case SILENT, LAPSED -> Light.PASSED_BY;
            case RUNNING -> {
                var ends = clock.ends();
                if (ends == null) {
                    yield Light.UNKNOWN;
                }
                var whole = Duration.between(clock.from(), ends);
                yield now.isAfter(ends)
                        ? Light.LATE
                        : Duration.between(now, ends).compareTo(whole.dividedBy(SOON_PART)) < 0
                                ? Light.SOON
                                : Light.UNDER_WAY;
            }
        };
    }

    private static LinkedHashSet<String> ahead(Procedure procedure, String from) {
        var reached = new LinkedHashSet<String>(List.of(from));
        for (int before = 0; before != reached.size(); ) {
            before = reached.size();
            for (var id : List.copyOf(reached)) {
                procedure.stage(id).moves().forEach(m -> reached.add(m.to()));
            }
        }
        return reached;
    }

    /** A deed as a sentence of the story; who did it and when stand beside it. */
    public static Text tell(Procedure p, Deed d) {
        var name = name(p, d);
        return switch (d.sort()) {
            case OPENED -> both("立案，依据版本 " + d.detail(), "Opened under version " + d.detail());
            case PROPOSED ->
                both("提出“" + name.zh() + "”，待另一人确认", "Proposed '" + name.en() + "'; another person must confirm");
            case DONE -> name;
            case ENTERED -> both("进入阶段“" + name.zh() + "”", "Entered the stage '" + name.en() + "'");
            case ENDED -> both("结案：" + name.zh(), "Closed: " + name.en());
            case FILED -> both("提交“" + name.zh() + "”", "Filed '" + name.en() + "'");
            case VOTED ->
                d.detail().equals("yes")
                        ? both("“" + name.zh() + "”：赞成", "'" + name.en() + "': in favour")
                        : both("“" + name.zh() + "”：反对", "'" + name.en() + "': against");
            case MEASURED -> both("“" + name.zh() + "”为 " + d.detail(), "'" + name.en() + "' is " + d.detail());
            case NOTED ->
                switch (d.subject()) {
                    case "DECISION" -> both("记录决定", "A decision is noted");
                    case "QUESTION" -> both("记录问题", "A question is noted");
                    default -> both("记录事实", "A fact is noted");
                };
            case EXCLUDED -> both("一人退出或回避本案", "A person takes no further part");
            case STARTED ->
                d.detail().isEmpty()
                        ? both(
                                "期限“" + name.zh() + "”开始，截止日待工作日历公布",
                                "The deadline '" + name.en() + "' runs; its end waits for the calendar of working days")
                        : both("期限“" + name.zh() + "”开始", "The deadline '" + name.en() + "' runs");
            case REMINDED -> both("提醒：“" + name.zh() + "”将到期", "Reminder: '" + name.en() + "' is due soon");
            case MET -> both("按期：“" + name.zh() + "”", "Met in time: '" + name.en() + "'");
            case MET_LATE -> both("迟到：“" + name.zh() + "”", "Met late: '" + name.en() + "'");
            case MISSED -> both("期限“" + name.zh() + "”已过", "The deadline '" + name.en() + "' has passed");
            case ESCALATED ->
                both(
                        "“" + name.zh() + "”未办，上报" + p.named(d.detail()).zh(),
                        "'" + name.en() + "' is still owed; the "
                                + p.named(d.detail()).en() + " is told");
            case SILENT ->
                both("“" + name.zh() + "”到期无答复，依规定生效", "No answer to '" + name.en() + "' in time; silence took effect");
            case LAPSED -> both("期限“" + name.zh() + "”不再适用", "The deadline '" + name.en() + "' no longer counts");
            case ADOPTED -> both("改用版本 " + d.detail(), "Moved to version " + d.detail());
        };
    }

    /** Stages and deadlines have names of their own, which may be spelt as an item's. */
    private static Text name(Procedure p, Deed d) {
        var unknown = new Text(d.subject(), d.subject());
        return switch (d.sort()) {
            case ENTERED, ENDED ->
                p.stages().stream()
                        .filter(s -> s.id().equals(d.subject()))
                        .findFirst()
                        .map(Procedure.Stage::name)
                        .orElse(unknown);
            case STARTED, REMINDED, MET, MET_LATE, MISSED, ESCALATED, SILENT, LAPSED ->
                p.deadlines().stream()
                        .filter(k -> k.id().equals(d.subject()))
                        .findFirst()
                        .map(Procedure.Deadline::name)
                        .orElse(unknown);
            case OPENED, PROPOSED, DONE, FILED, VOTED, MEASURED, NOTED, EXCLUDED, ADOPTED -> p.named(d.subject());
        };
    }

    private static Text both(String zh, String en) {
        return new Text(zh, en);
    }
}
