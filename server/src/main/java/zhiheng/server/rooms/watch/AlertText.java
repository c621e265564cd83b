package zhiheng.server.rooms.watch;

import java.time.Instant;
import java.util.Locale;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.watch.Alarm;
import zhiheng.watch.Alert;
import zhiheng.watch.Breaches;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Interval;

/** An alert in words. */
public final class AlertText {
    private AlertText() {}

    public static Text of(Alert alert) {
        var alarm = alert.alarm();
        var zh = new StringBuilder();
        var en = new StringBuilder();
        zh.append(at(alarm.time())).append("  ").append(direction(alarm).zh());
        en.append(at(alarm.time())).append("  ").append(direction(alarm).en());
        var since = since(alarm, AlertText::at);
        zh.append("约始于 ").append(since.zh());
        en.append(" since about ").append(since.en());
        var counted = counted(alarm);
        zh.append(counted.zh().isEmpty() ? "" : "，此后" + counted.zh());
        en.append(counted.en().isEmpty() ? "" : ", " + counted.en() + " since");
        var before = alarm.before();
        var after = alarm.after();
        if (before != null && after != null) {
            zh.append("：由 ").append(level(before)).append(" 变为 ").append(level(after));
            en.append(": from ").append(level(before)).append(" to ").append(level(after));
        }
        zh.append("；证据 ").append(number(alarm.statistic())).append("，阈值 ").append(number(alarm.threshold()));
        en.append("; evidence ")
                .append(number(alarm.statistic()))
                .append(", threshold ")
                .append(number(alarm.threshold()));
        for (var moved : alarm.moved()) {
            var line = "\n    " + moved.what() + ": " + number(moved.before()) + " → " + number(moved.after());
            zh.append(line);
            en.append(line);
        }
        return new Text(zh.toString(), en.toString());
    }

    /** Which way the level went. */
    public static Text direction(Alarm alarm) {
        return switch (alarm.direction()) {
            case 1 -> new Text("上升", "a rise");
            case -1 -> new Text("下降", "a fall");
            default -> new Text("变化", "a change");
        };
    }

    /** The onset with the moments between which it lies. */
    public static Text since(Alarm alarm, LongFunction<String> moment) {
        var extent = alarm.extent();
        var onset = moment.apply(alarm.onset());
        if (extent == null) {
            return new Text(onset, onset);
        }
        var earliest = moment.apply(extent.earliest());
        var latest = moment.apply(extent.latest());
        var level = Math.round(100 * extent.level());
        return new Text(
                onset + "（" + level + "% 的把握在 " + earliest + " 与 " + latest + " 之间）",
                onset + " (with " + level + " % confidence between " + earliest + " and " + latest + ")");
    }

    /** How many of how many: 8 of 37 events; empty where nothing was counted. */
    public static Text counted(Alarm alarm) {
        var extent = alarm.extent();
        return extent == null || !(extent.events() > 0) ? new Text("", "") : counted(extent.sum(), extent.events());
    }

    private static Text counted(double sum, double events) {
        return new Text(
                number(Math.rint(events)) + " 个事件之和为 " + number(rounded(sum)),
                number(rounded(sum)) + " of " + number(Math.rint(events)) + " events");
    }

    /** Sums of zeros and ones come from means and are whole but for rounding. */
    private static double rounded(double sum) {
        return Math.abs(sum - Math.rint(sum)) < 1e-6 ? Math.rint(sum) : sum;
    }

    /** A lasting breach: the alert that began it, and how it went on; empty where it came once. */
    public static Text updates(Breaches.Breach breach) {
        if (breach.updates().isEmpty()) {
            return new Text("", "");
        }
        var last = breach.updates().getLast();
        var all = counted(last.sum(), last.events());
        var times = breach.alarms() - 1;
        return new Text(
                "持续：此后又告警 " + times + " 次，最近一次 " + at(last.time()) + "；自始以来" + all.zh() + "；最近水平 "
                        + level(last.after()),
                "it lasted: alarmed " + times + (times == 1 ? " more time" : " more times") + ", the last at "
                        + at(last.time()) + "; " + all.en() + " since the onset; the level at last "
                        + level(last.after()));
    }

    /** What is promised about false alarms. */
    public static Text of(Guarantee guarantee) {
        return switch (guarantee) {
            case Guarantee.RunLength g ->
                new Text(
                        "无变化时平均至少 " + number(g.events()) + " 个事件才误报一次，前提："
                                + condition(g).zh(),
                        "while nothing changes, false alarms come on average at least " + number(g.events())
                                + " events apart, provided that " + condition(g).en());
            case Guarantee.Probability g ->
                new Text(
                        "无变化时，全程误报的概率不超过 " + number(g.atMost()) + "，前提："
                                + condition(g).zh(),
                        "while nothing changes, a false alarm ever comes with probability at most " + number(g.atMost())
                                + ", provided that " + condition(g).en());
            case Guarantee.SimulatedProbability g ->
                new Text(
                        "无变化时，全程误报的概率不超过 " + number(g.atMost()) + "（经模拟），前提："
                                + condition(g).zh(),
                        "while nothing changes, a false alarm ever comes with probability at most " + number(g.atMost())
                                + " (by simulation), provided that "
                                + condition(g).en());
            case Guarantee.Simulated g ->
                new Text(
                        "无变化时平均至少 " + number(g.events()) + " 个事件才误报一次（经模拟），前提："
                                + condition(g).zh(),
                        "while nothing changes, false alarms come on average at least " + number(g.events())
                                + " events apart (by simulation), provided that "
                                + condition(g).en());
            case Guarantee.None g -> new Text("不承诺误报率", "no promise about false alarms");
        };
    }

    private static Text condition(Guarantee guarantee) {
        return guarantee.condition().text();
    }

    private static String level(@Nullable Interval interval) {
        if (interval == null) {
            return "?";
        }
        return interval.level() == 1
                ? number(interval.estimate())
                : "%s [%s, %s]".formatted(number(interval.estimate()), number(interval.low()), number(interval.high()));
    }

    private static String at(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static String number(double value) {
        return Math.abs(value) >= 1e6
                ? String.format(Locale.ROOT, "%.3g", value)
                : String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
    }
}
