package zhiheng.bench.season;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How well scores put the rows of an anomaly before all others. Average precision, which is the area below precision over recall
 * (Davis and Goadrich, 2006; ties count as one), and whether the highest score of a stream lies in or near a window. Rows of the
 * probation do not count.
 */
public final class RankScore {
    /** So far off the highest score may lie. */
    private static final int NEAR = 100;

    private final List<Double> precisions = new ArrayList<>();
    private final List<Double> random = new ArrayList<>();
    private int hits;

    public void add(Stream stream, double[] scores) {
        var order = new ArrayList<Integer>();
        for (int i = stream.probation(); i < scores.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble((Integer i) -> -scores[i]));
        long wrong = order.stream().filter(i -> inside(stream, i, 0)).count();
        double area = 0;
        long seen = 0;
        long right = 0;
        for (int i = 0; i < order.size(); ) {
            int next = i;
            long more = 0;
            while (next < order.size() && scores[order.get(next)] == scores[order.get(i)]) {
                more += inside(stream, order.get(next), 0) ? 1 : 0;
                next++;
            }
            seen += next - i;
            right += more;
            area += (double) more / wrong * right / seen;
            i = next;
        }
        precisions.add(area);
        random.add((double) wrong / order.size());
        hits += inside(stream, order.getFirst(), NEAR) ? 1 : 0;
    }

    private static boolean inside(Stream stream, int row, int near) {
        return stream.windows().stream().anyMatch(w -> row >= w.first() - near && row <= w.last() + near);
    }

    /** Mean over the streams. */
    public double area() {
        return precisions.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** What scores without any sense would have. */
    public double byChance() {
        return random.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    public int hits() {
        return hits;
    }

    public int streams() {
        return precisions.size();
    }
}
