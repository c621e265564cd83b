package zhiheng.drills.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.target.Binomial;
import zhiheng.drills.target.Column;
import zhiheng.drills.target.Queries;
import zhiheng.drills.target.Table;
import zhiheng.drills.target.Target;
import zhiheng.watch.Interval;

/**
 * One assessment of a classifier of rows: how often it is right, and how many of its answers change under changes that could be real,
 * at each effort.
 *
 * @param efforts the most that a change may cost, in the table's unit
 * @param budget the most queries for a row
 */
public record TableDrill(double[] efforts, int budget, long seed) {
    /**
     * What one effort buys.
     *
     * @param success the share of rows, answered right before, whose answer changed
     * @param cost the median over those
     * @param changed for each column that is not derived, in how many of those it was changed
     */
    public record Bought(double effort, Interval success, double cost, double queries, int[] changed) {}

    public record Report(Interval right, List<Bought> bought) {}

    public Report run(Target target, Table table, Labelled rows) {
        int[] answers = new Queries(target).labels(rows.inputs());
        long right = IntStream.range(0, answers.length)
                .filter(i -> answers[i] == rows.labels()[i])
                .count();
        var bought = new ArrayList<Bought>();
        for (double effort : efforts) {
            bought.add(bought(effort, table, new TableSearch(effort, budget, seed).run(target, table, rows)));
        }
        return new Report(Binomial.share(right, answers.length, .95), bought);
    }

    private static Bought bought(double effort, Table table, List<TableSearch.Change> changes) {
        var tried = changes.stream().filter(c -> !c.skipped()).toList();
        var fooled = tried.stream().filter(TableSearch.Change::fooled).toList();
        int[] changed = new int[table.columns().size()];
        for (var change : fooled) {
            for (int i = 0; i < changed.length; i++) { // what is derived follows by itself
                boolean own = table.columns().get(i).move() != Column.Move.DERIVED;
                changed[i] += own && change.row()[i] != change.from()[i] ? 1 : 0;
            }
        }
        var costs =
                fooled.stream().mapToDouble(TableSearch.Change::cost).sorted().toArray();
        return new Bought(
                effort,
                Binomial.share(fooled.size(), tried.size(), .95),
                costs.length == 0 ? Double.NaN : costs[costs.length / 2],
                tried.stream().mapToLong(TableSearch.Change::queries).average().orElse(0),
                changed);
    }
}
