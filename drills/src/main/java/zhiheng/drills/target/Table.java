package zhiheng.drills.target;

import java.util.List;

/**
 * The columns of a table with the relations between them. A changed row is repaired, that is moved to a near row that keeps to all of
 * them, or given up.
 */
public record Table(List<Column> columns, List<Relation> relations) {
    private static final double SLACK = 1e-4;

    public Table {
        columns = List.copyOf(columns);
        relations = List.copyOf(relations);
    }

    /** Brings {@code row} back under the constraints, as seen from the row {@code from} it came from; false where that fails. */
    public boolean repair(float[] from, float[] row) {
        bounds(from, row);
        for (var relation : relations) {
            if (relation instanceof Relation.Above above) {
                part(from, row, above);
            }
        }
        for (var relation : relations) {
            derive(row, relation);
        }
        return holds(from, row);
    }

    private void bounds(float[] from, float[] row) {
        for (int i = 0; i < row.length; i++) {
            var column = columns.get(i);
            row[i] = (float)
                    switch (column.move()) {
                        case FIXED -> from[i];
                        case UP -> Math.clamp(row[i], Math.max(column.min(), from[i]), Math.max(column.max(), from[i]));
                        case DOWN ->
                            Math.clamp(row[i], Math.min(column.min(), from[i]), Math.min(column.max(), from[i]));
                        case FREE -> Math.clamp(row[i], column.min(), column.max());
                        case DERIVED -> row[i];
                    };
            if (column.whole() && column.move() != Column.Move.FIXED) {
                row[i] = whole(column.move(), from[i], row[i]);
            }
        }
    }

    private static float whole(Column.Move move, float from, float value) {
        float rounded = Math.round(value);
        return move == Column.Move.UP && rounded < from || move == Column.Move.DOWN && rounded > from ? from : rounded;
    }

    /** Moves the two apart, the one that may move, both by half where both may. */
    private void part(float[] from, float[] row, Relation.Above above) {
        double missing = row[above.other()] + above.gap() - row[above.column()];
        if (missing <= 0) {
            return;
        }
        boolean first = columns.get(above.column()).move() != Column.Move.FIXED;
        boolean second = columns.get(above.other()).move() != Column.Move.FIXED;
        double share = first && second ? missing / 2 : missing;
        if (first) {
            row[above.column()] += (float) share;
        }
        if (second) {
            row[above.other()] -= (float) share;
        }
        bounds(from, row);
    }

    private static void derive(float[] row, Relation relation) {
        switch (relation) {
            case Relation.Ratio r -> row[r.column()] = (float) value(row, r);
            case Relation.Sum s -> row[s.column()] = (float) value(row, s);
            case Relation.Above a -> {} // between two columns of which none is derived
        }
    }

    private static double value(float[] row, Relation.Ratio r) {
        return row[r.under()] == 0 ? Double.MAX_VALUE : (double) row[r.over()] / row[r.under()];
    }

    private static double value(float[] row, Relation.Sum s) {
        double sum = 0;
        for (int i = 0; i < s.of().length; i++) {
            sum += s.weights()[i] * row[s.of()[i]];
        }
        return sum;
    }

    /** Whether {@code row} could be made out of {@code from} and could be real. */
    public boolean holds(float[] from, float[] row) {
        for (int i = 0; i < row.length; i++) {
            var column = columns.get(i);
            double slack = SLACK * Math.max(1, Math.abs(from[i]));
            boolean moved = Math.abs(row[i] - from[i]) > slack;
            boolean wrong = switch (column.move()) {
                case FIXED -> moved;
                case UP -> row[i] < from[i] - slack;
                case DOWN -> row[i] > from[i] + slack;
                case FREE, DERIVED -> false;
            };
            boolean outside = moved && (row[i] < column.min() - slack || row[i] > column.max() + slack);
            if (wrong || outside || column.whole() && moved && row[i] != Math.rint(row[i])) {
                return false;
            }
        }
        return relations.stream().allMatch(relation -> kept(row, relation));
    }

    private static boolean kept(float[] row, Relation relation) {
        return switch (relation) {
            case Relation.Ratio r -> near(row[r.column()], value(row, r));
            case Relation.Sum s -> near(row[s.column()], value(row, s));
            case Relation.Above a -> row[a.column()] - row[a.other()] >= a.gap() - SLACK;
        };
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) <= SLACK * Math.max(1, Math.abs(b));
    }

    /** The effort of the change: what is derived costs nothing of its own. */
    public double cost(float[] from, float[] row) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            if (columns.get(i).move() != Column.Move.DERIVED) {
                sum += columns.get(i).cost() * Math.abs(row[i] - from[i]);
            }
        }
        return sum;
    }
}
