package zhiheng.server.rooms.effect;

import java.util.function.ToDoubleFunction;
import zhiheng.base.Text;
import zhiheng.server.rooms.needs.ClosedDay;

/** What is read of the needs that a department closed, as a share of those of which it can be said. */
enum Indicator {
    /** The asker's own word: an independent confirmation. */
    SOLVED(false, "诉求人确认已解决的比例", "Share that its asker calls solved", ClosedDay::solved, ClosedDay::asked),
    CONTENT(false, "评价为满意（四分以上）的比例", "Share of marks of four or more of five", ClosedDay::content, ClosedDay::rated),
    BOUNCES(true, "每项诉求被退回的次数", "Times sent back, for each need", ClosedDay::bounces, ClosedDay::closed);

    final boolean lowerIsBetter;
    final Text text;
    private final ToDoubleFunction<ClosedDay> part;
    private final ToDoubleFunction<ClosedDay> whole;

    Indicator(
            boolean lowerIsBetter,
            String zh,
            String en,
            ToDoubleFunction<ClosedDay> part,
            ToDoubleFunction<ClosedDay> whole) {
        this.lowerIsBetter = lowerIsBetter;
        this.text = new Text(zh, en);
        this.part = part;
        this.whole = whole;
    }

    double part(ClosedDay day) {
        return part.applyAsDouble(day);
    }

    double whole(ClosedDay day) {
        return whole.applyAsDouble(day);
    }
}
