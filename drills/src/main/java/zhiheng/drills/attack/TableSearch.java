package zhiheng.drills.attack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.target.Queries;
import zhiheng.drills.target.Table;
import zhiheng.drills.target.Target;

/**
 * A search for the cheapest change of a row that could be real and is answered otherwise. A population of repaired rows under the
 * effort allowed, in the manner of MoEvA2 (Simonetto et al., IJCAI 2022); what fools is then led back towards the boundary, column by
 * column.
 *
 * @param effort the most that a change may cost, in the table's unit
 * @param budget the most queries for a row, the first look included
 */
public record TableSearch(double effort, int budget, long seed) {
    private static final int PARENTS = 12;
    private static final int CHILDREN = 24;

    /**
     * What became of one row.
     *
     * @param skipped it was answered otherwise, or not at all, before any change
     * @param cost of the change that fools
     */
    public record Change(boolean skipped, boolean fooled, long queries, double cost, float[] from, float[] row) {}

    private record Tried(float[] row, double margin, double cost) {
        boolean fools() {
            return margin < 0;
        }
    }

    public List<Change> run(Target target, Table table, Labelled rows) {
        var queries = new Queries(target);
        var random = new SplittableRandom(seed);
        var changes = new ArrayList<Change>();
        for (int i = 0; i < rows.size(); i++) {
            changes.add(new One(queries, table, rows.inputs()[i], rows.labels()[i], random.split()).run());
        }
        return changes;
    }

    private final class One {
        final Queries queries;
        final Table table;
        final float[] from;
        final int label;
        final SplittableRandom random;
        final long before;
        final int[] movable;

        One(Queries queries, Table table, float[] from, int label, SplittableRandom random) {
            this.queries = queries;
            this.table = table;
            this.from = from;
            this.label = label;
            this.random = random;
            before = queries.spent();
            movable = IntStream.range(0, from.length)
                    .filter(i -> switch (table.columns().get(i).move()) {
                        case FIXED, DERIVED -> false;
                        case UP, DOWN, FREE -> true;
                    })
                    .toArray();
        }

        long left() {
            return budget - (queries.spent() - before);
        }

        Change run() {
            var first = ask(List.of(from)).getFirst();
            boolean wrong = first.fools() || first.margin == Double.POSITIVE_INFINITY;
            if (wrong || movable.length == 0) {
                return new Change(wrong, false, queries.spent() - before, 0, from, from);
            }
            List<Tried> parents = List.of(first);
            int still = 0;
            while (left() > 0 && still < 6) {
                var children = new ArrayList<float[]>();
                for (int i = 0; i < 3 * CHILDREN && children.size() < Math.min(CHILDREN, left()); i++) {
                    var child = child(parents);
                    if (fits(child)) {
                        children.add(child);
                    }
                }
                if (children.isEmpty()) {
                    break;
                }
                var best = parents.getFirst();
                parents = survivors(parents, ask(children));
                still = !best.fools() || better(parents.getFirst(), best) ? 0 : still + 1;
            }
            var best = parents.getFirst();
            if (best.fools()) {
                best = back(best);
            }
            return new Change(false, best.fools(), queries.spent() - before, best.cost, from, best.row);
        }

        boolean better(Tried a, Tried b) {
            return a.cost < .98 * b.cost;
        }

        /** Fooling ones first, the cheapest of them first; of the others those nearest to it. */
        List<Tried> survivors(List<Tried> old, List<Tried> fresh) {
            var all = new ArrayList<>(old);
            all.addAll(fresh);
            all.sort(Comparator.comparing((Tried t) -> !t.fools())
                    .thenComparingDouble(t -> t.fools() ? t.cost : t.margin));
            return List.copyOf(all.subList(0, Math.min(PARENTS, all.size())));
        }

        float[] child(List<Tried> parents) {
            var one = parents.get(random.nextInt(parents.size())).row;
            var other = parents.get(random.nextInt(parents.size())).row;
            var child = one.clone();
            for (int i : movable) {
                if (random.nextBoolean()) {
                    child[i] = other[i];
                }
            }
            int changes = 1 + random.nextInt(3);
            for (int k = 0; k < changes; k++) {
                int i = movable[random.nextInt(movable.length)];
                var column = table.columns().get(i);
                double affordable = column.cost() == 0 ? column.max() - column.min() : effort / column.cost();
                double reach = Math.min(affordable, column.max() - column.min());
                switch (random.nextInt(4)) {
                    case 0 -> child[i] = (float) (from[i] + reach * (2 * random.nextDouble() - 1));
                    case 1 -> child[i] = from[i];
                    default -> child[i] += (float) (reach * .25 * random.nextGaussian());
                }
            }
            return child;
        }

        /** Repairs a row and brings it within the effort by going back towards where it came from. */
        boolean fits(float[] row) {
            for (int round = 0; round < 8; round++) {
                if (!table.repair(from, row)) {
                    return false;
                }
                double cost = table.cost(from, row);
                if (cost <= effort) {
                    return cost > 0;
                }
                double share = Math.min(.95, effort / cost);
                for (int i : movable) {
                    row[i] = (float) (from[i] + share * (row[i] - from[i]));
                }
            }
            return false;
        }

        /** Each column back to where it was, or half the way, while the rest still fools. */
        Tried back(Tried best) {
            boolean moved = true;
            while (moved && left() > 0) {
                moved = false;
                for (int i : movable) {
                    for (double share : new double[] {0, .5, .9}) {
                        var row = best.row.clone();
                        row[i] = (float) (from[i] + share * (row[i] - from[i]));
                        if (left() > 0 && fits(row) && table.cost(from, row) < best.cost - 1e-3 * effort) {
                            var tried = ask(List.of(row)).getFirst();
                            if (tried.fools()) {
                                best = tried;
                                moved = true;
                                break;
                            }
                        }
                    }
                }
            }
            return best;
        }

        List<Tried> ask(List<float[]> rows) {
            var scores = queries.scores(rows.toArray(float[][]::new));
            var tried = new ArrayList<Tried>();
            for (int i = 0; i < scores.length; i++) {
                boolean same = !Target.answered(scores[i]) || Target.label(scores[i]) == label;
                double margin = Target.margin(scores[i], label);
                tried.add(new Tried(
                        rows.get(i),
                        same ? Math.max(0, margin) : Math.min(-1e-9, margin),
                        table.cost(from, rows.get(i))));
            }
            return tried;
        }
    }
}
