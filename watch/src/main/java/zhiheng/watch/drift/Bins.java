package zhiheng.watch.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.FrequentItemsSketch;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;

/**
 * A frozen partition of the values. Sketches may be wrong by a percent of ranks, more than the drift that a test can find; so
 * they only choose where to cut, and what falls into the bins is then counted exactly. Counts of the same bins merge by adding.
 */
public sealed interface Bins {
    int size();

    /** A name for people: a range, a category, or the rest. */
    String name(int bin);

    void write(DataOutput out) throws IOException;

    /** Cuts at the quantiles of a sketch, which may have been merged from many places; equal ones are cut once. */
    static Bins atQuantiles(KllDoublesSketch sketch, int bins) {
        double[] cuts = new double[bins - 1];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = sketch.getQuantile((i + 1.0) / bins, QuantileSearchCriteria.INCLUSIVE) + 0.0;
        }
        double[] distinct = Arrays.stream(cuts).distinct().toArray();
        // A stream that has stood still at one value may leave it downwards too.
        return new Ranges(
                sketch.getMinItem() < sketch.getMaxItem()
                        ? distinct
                        : new double[] {Math.nextDown(distinct[0]), distinct[0]});
    }

    /** The most frequent items of a sketch in falling order, and the rest. */
    static Bins ofMostFrequent(FrequentItemsSketch<String> sketch, int bins) {
        List<String> names = new ArrayList<>();
        for (var row : sketch.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES)) {
            if (names.size() < bins - 1) {
                names.add(row.getItem());
            }
        }
        return new Names(names);
    }

    /** Bin i holds the values above cut i−1 up to and including cut i. */
    record Ranges(double[] cuts) implements Bins {
        int of(double value) {
            int at = Arrays.binarySearch(cuts, value + 0.0);
            return at >= 0 ? at : -at - 1;
        }

        @Override
        public int size() {
            return cuts.length + 1;
        }

        @Override
        public String name(int bin) {
            if (bin == 0) {
                return "≤ " + text(cuts[0]);
            }
            return bin == cuts.length
                    ? "> " + text(cuts[bin - 1])
                    : "(" + text(cuts[bin - 1]) + ", " + text(cuts[bin]) + "]";
        }

        private static String text(double cut) {
            return String.format(Locale.ROOT, "%.4g", cut);
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeInt(cuts.length);
            for (double cut : cuts) {
                out.writeDouble(cut);
            }
        }

        static Ranges read(DataInput in) throws IOException {
            double[] cuts = new double[count(in)];
            for (int i = 0; i < cuts.length; i++) {
                cuts[i] = in.readDouble();
                if (Double.isNaN(cuts[i]) || i > 0 && cuts[i] <= cuts[i - 1]) {
                    throw new IOException("not cuts in rising order: " + cuts[i]);
                }
            }
            return new Ranges(cuts);
        }
    }

    /** The last bin holds all names that were not frequent when the bins were frozen. */
    record Names(List<String> names, Map<String, Integer> index) implements Bins {
        Names(List<String> names) {
            this(List.copyOf(names), new HashMap<>());
            names.forEach(name -> index.put(name, index.size()));
        }

        int of(String name) {
            return index.getOrDefault(name, names.size());
        }

        @Override
        public int size() {
            return names.size() + 1;
        }

        @Override
        public String name(int bin) {
            return bin == names.size() ? "*" : names.get(bin);
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeInt(names.size());
            for (String name : names) {
                out.writeUTF(name);
            }
        }

        static Names read(DataInput in) throws IOException {
            int count = count(in);
            List<String> names = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                names.add(in.readUTF());
            }
            return new Names(names);
        }
    }

    private static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count >= Feature.MOST_BINS) {
            throw new IOException("not bins: " + count + " cuts or names of at most " + (Feature.MOST_BINS - 1));
        }
        return count;
    }
}
