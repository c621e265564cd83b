package zhiheng.drills.target;

import zhiheng.base.Text;

/**
 * A column of a table and what somebody could do to its value.
 *
 * @param whole only whole numbers
 * @param cost of a change by one, in the table's unit of effort
 */
public record Column(String id, Text name, double min, double max, boolean whole, Move move, double cost) {
    /** Which way a value can be changed by the person it speaks of. */
    public enum Move {
        /** Not at all: age, history. */
        FIXED,
        /** Upwards only: months at a job. */
        UP,
        DOWN,
        FREE,
        /** By a relation to other columns alone. */
        DERIVED
    }

    public Column {
        if (!(min < max) || cost < 0) {
            throw new IllegalArgumentException(id + ": min < max, cost not below 0");
        }
    }
}
