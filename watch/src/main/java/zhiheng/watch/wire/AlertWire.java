package zhiheng.watch.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Alert;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Interval;
import zhiheng.watch.Key;

/** An alert as bytes, whole: the same alert gives the same bytes, so that two runs can be compared. */
public final class AlertWire {
    public static final int VERSION = 1;

    private AlertWire() {}

    public static byte[] write(Alert alert) {
        var out = new Out();
        out.u8(VERSION);
        out.text(alert.key().metric());
        out.text(alert.key().system());
        out.text(alert.monitor());
        write(out, alert.guarantee());
        write(out, alert.alarm());
        out.u16(alert.course().size());
        for (var point : alert.course()) {
            out.i64(point.time());
            out.f64(point.statistic());
            out.f64(point.level());
        }
        out.u8(alert.examples().size());
        for (var example : alert.examples()) {
            out.text(example.interaction());
            out.i64(example.time());
            out.f64(example.value());
        }
        return out.bytes();
    }

    private static void write(Out out, Alarm alarm) {
        out.i64(alarm.time());
        out.f64(alarm.statistic());
        out.f64(alarm.threshold());
        out.i64(alarm.onset());
        write(out, alarm.before());
        write(out, alarm.after());
        out.u16(alarm.moved().size());
        for (var moved : alarm.moved()) {
            out.text(moved.what());
            out.f64(moved.before());
            out.f64(moved.after());
        }
        var extent = alarm.extent();
        out.u8(extent == null ? 0 : 1);
        if (extent != null) {
            out.i64(extent.earliest());
            out.i64(extent.latest());
            out.f64(extent.level());
            out.f64(extent.sum());
            out.f64(extent.events());
            write(out, extent.effect());
        }
    }

    private static void write(Out out, @Nullable Interval interval) {
        out.u8(interval == null ? 0 : 1);
        if (interval != null) {
            out.f64(interval.low());
            out.f64(interval.estimate());
            out.f64(interval.high());
            out.f64(interval.level());
        }
    }

    private static void write(Out out, Guarantee guarantee) {
        switch (guarantee) {
            case Guarantee.RunLength(double events, var c) -> write(out, 1, events, c);
            case Guarantee.Probability(double atMost, var c) -> write(out, 2, atMost, c);
            case Guarantee.Simulated(double events, var c) -> write(out, 3, events, c);
            case Guarantee.SimulatedProbability(double atMost, var c) -> write(out, 4, atMost, c);
            case Guarantee.None none -> write(out, 0, 0, none.condition());
        }
    }

    private static void write(Out out, int kind, double number, Condition condition) {
        out.u8(kind);
        out.f64(number);
        out.text(condition.name());
    }

    public static Alert read(byte[] bytes) throws Unreadable {
        var in = new In(bytes, 0, bytes.length);
        int version = in.u8();
        if (version != VERSION) {
            throw version > VERSION
                    ? new Unreadable(Unreadable.Why.NEWER, "alert of version " + version)
                    : Unreadable.damaged("alert of version " + version);
        }
        var metric = in.text();
        var key = new Key(in.text(), metric);
        var monitor = in.text();
        var guarantee = guarantee(in);
        var alarm = alarm(in);
        var course = new ArrayList<Alert.Point>();
        for (int left = in.u16(); left > 0; left--) {
            course.add(new Alert.Point(in.i64(), in.f64(), in.f64()));
        }
        var examples = new ArrayList<Alert.Example>();
        for (int left = in.u8(); left > 0; left--) {
            examples.add(new Alert.Example(in.text(), in.i64(), in.f64()));
        }
        in.end();
        return new Alert(monitor, key, alarm, guarantee, course, examples);
    }

    private static Alarm alarm(In in) throws Unreadable {
        long time = in.i64();
        double statistic = in.f64();
        double threshold = in.f64();
        long onset = in.i64();
        var before = interval(in);
        var after = interval(in);
        var moved = moved(in);
        var extent =
                isThere(in) ? new Alarm.Extent(in.i64(), in.i64(), in.f64(), in.f64(), in.f64(), interval(in)) : null;
        return new Alarm(time, statistic, threshold, onset, before, after, moved, extent);
    }

    private static List<Alarm.Moved> moved(In in) throws Unreadable {
        var moved = new ArrayList<Alarm.Moved>();
        for (int left = in.u16(); left > 0; left--) {
            moved.add(new Alarm.Moved(in.text(), in.f64(), in.f64()));
        }
        return moved;
    }

    private static boolean isThere(In in) throws Unreadable {
        return switch (in.u8()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw Unreadable.damaged("neither there nor not");
        };
    }

    private static @Nullable Interval interval(In in) throws Unreadable {
        return isThere(in) ? new Interval(in.f64(), in.f64(), in.f64(), in.f64()) : null;
    }

    private static Guarantee guarantee(In in) throws Unreadable {
        int kind = in.u8();
        double number = in.f64();
        var condition = condition(in.text());
        return switch (kind) {
            case 0 -> new Guarantee.None();
            case 1 -> new Guarantee.RunLength(number, condition);
            case 2 -> new Guarantee.Probability(number, condition);
            case 3 -> new Guarantee.Simulated(number, condition);
            case 4 -> new Guarantee.SimulatedProbability(number, condition);
            default -> throw Unreadable.damaged("guarantee of kind " + kind);
        };
    }

    private static Condition condition(String name) throws Unreadable {
        for (var condition : Condition.values()) {
            if (condition.name().equals(name)) {
                return condition;
            }
        }
        throw Unreadable.damaged("no condition has the name " + name);
    }
}
