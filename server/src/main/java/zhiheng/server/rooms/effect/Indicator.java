package zhiheng.server.rooms.effect;

import zhiheng.base.Text;
import zhiheng.server.rooms.needs.ClosedDay;

/** What is read of the needs that a department closed, as a share of those of which it can be said. */
enum Indicator {
    /** The asker's own word: an independent confirmation. */
    SOLVED(false, "诉求人确认已解决的比例", "Share that its asker calls solved") {
        @Override
        double part(ClosedDay day) {
            return day.solved();
        }

        @Override
        double whole(ClosedDay day) {
            return day.asked();
        }
    },
    CONTENT(false, "评价为满意（四分以上）的比例", "Share of marks of four or more of five") {
        @Override
        double part(ClosedDay day) {
            return day.content();
        }

        @Override
        double whole(ClosedDay day) {
            return day.rated();
        }
    },
    BOUNCES(true, "每项诉求被退回的次数", "Times sent back, for each need") {
        @Override
        double part(ClosedDay day) {
            return day.bounces();
        }

        @Override
        double whole(ClosedDay day) {
            return day.closed();
        }
    };

    final boolean lowerIsBetter;
    final Text text;

    Indicator(boolean lowerIsBetter, String zh, String en) {
        this.lowerIsBetter = lowerIsBetter;
        this.text = new Text(zh, en);
    }

    abstract double part(ClosedDay day);

    abstract double whole(ClosedDay day);
}
