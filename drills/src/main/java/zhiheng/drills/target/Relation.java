package zhiheng.drills.target;

/** What must hold between columns, so that a row can be real. Columns are numbers from 0. */
public sealed interface Relation {
    /** The derived column is one over another: debt over income. */
    record Ratio(int column, int over, int under) implements Relation {}

    /** The derived column is a weighted sum of others: mean arterial pressure. */
    record Sum(int column, int[] of, double[] weights) implements Relation {}

    /** A column is above another by a gap or more: systolic over diastolic. */
    record Above(int column, int other, double gap) implements Relation {}
}
