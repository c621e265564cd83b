package zhiheng.drills.exercise;

import java.util.List;
import java.util.Locale;
import zhiheng.base.Text;

/**
 * What is measured in a drill, with the published bounds of its grades. A time is graded by its ratio to the time that the scenario
 * expects: at most half of it is an A, in time a B, twice it a C, four times it a D, beyond or never an E. The bounds are this project's
 * own; no standard gives any.
 */
public enum Measure {
    /** Injects about which there was an alert. */
    COVERAGE(Side.TECHNICAL, Unit.SHARE, true, List.of(1.0, .9, .75, .5), "告警覆盖率", "Injects that raised an alert"),
    /** From the inject to the alert (MTTD). */
    DETECT(Side.TECHNICAL, Unit.TIME, false, Bounds.TIMES, "发现用时 MTTD", "Time to detect (MTTD)"),
    /** Alerts about nothing injected, for each inject. */
    FALSE_ALARMS(Side.TECHNICAL, Unit.COUNT, false, List.of(0.0, .34, 1.0, 3.0), "每次注入的误报", "False alarms an inject"),
    /** Harmful answers that reached somebody. */
    HARM(Side.TECHNICAL, Unit.SHARE, false, Bounds.SHARES, "有害回答送达比例", "Harmful answers delivered"),
    /** From the alert to the first act of a person (MTTA). */
    ACKNOWLEDGE(Side.RESPONSE, Unit.TIME, false, Bounds.TIMES, "接警用时 MTTA", "Time to acknowledge (MTTA)"),
    /** Injects graded as expected, or one graver. */
    GRADING(Side.RESPONSE, Unit.SHARE, true, List.of(1.0, .9, .75, .5), "定级正确率", "Injects graded rightly"),
    /** From the alert to the first step that changed what the system may do (MTTC). */
    CONTAIN(Side.RESPONSE, Unit.TIME, false, Bounds.TIMES, "遏制用时 MTTC", "Time to contain (MTTC)"),
    /** Injects contained by a step that fits, with no step against a system that nothing had been done to. */
    RIGHT_STEP(
            Side.RESPONSE,
            Unit.SHARE,
            true,
            List.of(1.0, .9, .75, .5),
            "遏制措施得当率",
            "Injects contained by a step that fits"),
    /** Harmless calls that were refused meanwhile: the price of the containment. */
    GOOD_REFUSED(Side.RESPONSE, Unit.SHARE, false, List.of(.05, .25, .5, .9), "正常调用被拒比例", "Harmless calls refused"),
    /** From the inject to the end of the last step (MTTR). */
    RECOVER(Side.RESPONSE, Unit.TIME, false, Bounds.TIMES, "恢复用时 MTTR", "Time to recover (MTTR)"),
    /** Reports handed in before their clocks ran out. */
    REPORTED(Side.RESPONSE, Unit.SHARE, true, List.of(1.0, .99, .75, .5), "按时报告比例", "Reports in time");

    /** Which half of the grade it belongs to. */
    public enum Side {
        TECHNICAL,
        RESPONSE
    }

    /** What its value is: seconds, a share from 0 to 1, or how many. */
    public enum Unit {
        TIME,
        SHARE,
        COUNT
    }

    /** Tables that several share. */
    private static final class Bounds {
        static final List<Double> TIMES = List.of(.5, 1.0, 2.0, 4.0);
        static final List<Double> SHARES = List.of(.01, .05, .2, .5);
    }

    private static final List<Letter> LETTERS = List.of(Letter.values());

    private final Side side;
    private final Unit unit;
    private final boolean higherIsBetter;
    private final List<Double> bounds;
    private final Text name;

    Measure(Side side, Unit unit, boolean higherIsBetter, List<Double> bounds, String zh, String en) {
        this.side = side;
        this.unit = unit;
        this.higherIsBetter = higherIsBetter;
        this.bounds = bounds;
        this.name = new Text(zh, en);
    }

    public Side side() {
        return side;
    }

    public Unit unit() {
        return unit;
    }

    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** Where A, B, C and D end; of a time, as a ratio to what is expected. */
    public List<Double> bounds() {
        return bounds;
    }

    public Text text() {
        return name;
    }

    /** As files and addresses name it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param value a share or a number; of a time its ratio to what is expected */
    public Letter letter(double value) {
        for (int i = 0; i < bounds.size(); i++) {
            if (higherIsBetter ? value >= bounds.get(i) : value <= bounds.get(i)) {
                return LETTERS.get(i);
            }
        }
        return Letter.E;
    }
}
