package zhiheng.server.rooms.watch;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.watch.Alert;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Interval;

/** An alert in words. */
public final class AlertText {
    private AlertText() {}

    public static Text of(Alert alert) {
        var alarm = alert.alarm();
        var zh = new StringBuilder();
        var en = new StringBuilder();
        zh.append(at(alarm.time())).append("  变化约始于 ").append(at(alarm.onset()));
        en.append(at(alarm.time())).append("  the change began at about ").append(at(alarm.onset()));
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
