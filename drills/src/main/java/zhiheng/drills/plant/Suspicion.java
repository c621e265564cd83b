package zhiheng.drills.plant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import zhiheng.base.Text;

/**
 * How odd each text of a store is: by each signal, in units of its limit, and by all together: the largest and a quarter of the others.
 * A text is flagged from 1 on. Of two that are alike the one that came later is the odd one, of two that contradict each other the one
 * whose delivery contradicts more; that leaning is left out of {@link #even}, since which delivery is accused must not depend on it.
 */
public record Suspicion(Map<Signal, double[]> signals, double[] leaning, double[] even) {
    public static final Text TOGETHER = new Text("合并", "together");

    private static final int RUN = 4;
    /** What half of all texts say is form, no likeness. */
    private static final int MOST_HOLDERS = 40;

    private static final double HALF = .5;
    /** What only later texts say against one counts half. */
    private static final double LATER = .5;

    private static final double OTHERS = .25;
    /** How many more deliveries one must contradict than another to be believed less. */
    private static final int APART = 2;

    /** Of texts of which it is not known which came together. */
    public static Suspicion of(List<Doc> docs) {
        return of(docs, new int[docs.size()]);
    }

    public static Suspicion of(Deliveries store) {
        return of(store.docs(), store.origin());
    }

    private static Suspicion of(List<Doc> docs, int[] origin) {
        int n = docs.size();
        var signals = new EnumMap<Signal, double[]>(Signal.class);
        var earlier = new EnumMap<Signal, double[]>(Signal.class);
        signals.put(Signal.REPEATS, repeats(docs));
        signals.put(Signal.ORDERS, each(docs, Signal::orders));
        signals.put(Signal.ASKS, each(docs, Signal::asks));
        signals.put(Signal.TWINS, twins(docs, earlier));
        contradictions(docs, origin, signals, earlier);
        signals.forEach((signal, values) -> {
            double unit = unit(signal, values);
            scale(values, unit);
            scale(earlier.getOrDefault(signal, new double[0]), unit);
        });
        var even = together(n, signals, Map.of());
        for (int i = 0; i < n; i++) {
            // equals in an order of chance, so that no place in the store is favoured
            even[i] += 1e-9 * new SplittableRandom(docs.get(i).text().hashCode()).nextDouble();
        }
        return new Suspicion(signals, together(n, signals, earlier), even);
    }

    private static double unit(Signal signal, double[] values) {
        if (signal != Signal.TWINS || values.length == 0) {
            return signal.limit();
        }
        var sorted = Arrays.stream(values).sorted().toArray();
        return Math.max(signal.limit(), 3 * sorted[sorted.length * 9 / 10]);
    }

    private static void scale(double[] values, double unit) {
        for (int i = 0; i < values.length; i++) {
            values[i] /= unit;
        }
    }

    /** Whether a text is flagged. */
    public boolean flags(int doc) {
        return leaning[doc] >= 1;
    }

    /** The numbers of the flagged texts. */
    public Set<Integer> flagged() {
        return IntStream.range(0, leaning.length).filter(this::flags).boxed().collect(Collectors.toSet());
    }

    /** The signal that says most against a text. */
    public Signal chief(int doc) {
        return Arrays.stream(Signal.values())
                .max(Comparator.comparingDouble(s -> Objects.requireNonNull(signals.get(s))[doc]))
                .orElseThrow();
    }

    private static double[] each(List<Doc> docs, ToDoubleFunction<String> of) {
        return docs.stream().mapToDouble(d -> of.applyAsDouble(d.text())).toArray();
    }

    private static double[] together(int n, Map<Signal, double[]> signals, Map<Signal, double[]> earlier) {
        var together = new double[n];
        for (int i = 0; i < n; i++) {
            double most = 0;
            double sum = 0;
            for (var entry : signals.entrySet()) {
                double value = entry.getValue()[i];
                var before = earlier.get(entry.getKey());
                if (before != null) {
                    value = Math.max(LATER * value, before[i]);
                }
                most = Math.max(most, value);
                sum += value;
            }
            together[i] = most + OTHERS * (sum - most);
        }
        return together;
    }

    /** For each text, what share of it, by the weight of its terms, stands in terms that it says three times or more. */
    private static double[] repeats(List<Doc> docs) {
        var counts = docs.stream()
                .map(d -> Terms.of(d.text()).stream().collect(Collectors.groupingBy(t -> t, Collectors.counting())))
                .toList();
        var holders = new HashMap<String, Integer>();
        counts.forEach(c -> c.keySet().forEach(t -> holders.merge(t, 1, Integer::sum)));
        return counts.stream()
                .mapToDouble(c -> {
                    double all = 0;
                    double again = 0;
                    for (var term : c.entrySet()) {
                        double rare = Math.log(1 + docs.size() / (double) holders.getOrDefault(term.getKey(), 1));
                        all += rare * term.getValue();
                        again += term.getValue() >= 3 ? rare * term.getValue() : 0;
                    }
                    return all == 0 ? 0 : again / all;
                })
                .toArray();
    }

    /** For each text, how much of it others say, counted where that is half or more. */
    private static double[] twins(List<Doc> docs, Map<Signal, double[]> earlier) {
        var kinds = docs.stream().map(d -> Terms.kinds(d.text(), RUN)).toList();
        var holders = holders(kinds);
        var twins = new double[docs.size()];
        var before = new double[docs.size()];
        for (int i = 0; i < twins.length; i++) {
            int own = kinds.get(i).size();
            for (var common : common(kinds.get(i), holders, i).entrySet()) {
                double share = (double) common.getValue() / own;
                if (share >= HALF) {
                    twins[i] += share;
                    before[i] += common.getKey() < i ? share : 0;
                }
            }
        }
        earlier.put(Signal.TWINS, before);
        return twins;
    }

    /**
     * For each text, how plainly another says the same with another figure. Of two, the one is believed less whose delivery contradicts
     * more of the other deliveries; where that does not tell them apart, the later one.
     */
    private static void contradictions(
            List<Doc> docs, int[] origin, Map<Signal, double[]> signals, Map<Signal, double[]> earlier) {
        var pairs = Claims.in(docs);
        var contradicted = new HashMap<Integer, Set<Integer>>();
        for (var pair : pairs) {
            if (pair.value() >= Signal.CONTRADICTS.limit() && origin[pair.doc()] != origin[pair.other()]) {
                contradicted
                        .computeIfAbsent(origin[pair.doc()], d -> new HashSet<>())
                        .add(origin[pair.other()]);
            }
        }
        var most = new double[docs.size()];
        var odd = new double[docs.size()];
        for (var pair : pairs) {
            most[pair.doc()] = Math.max(most[pair.doc()], pair.value());
            int own = contradicted.getOrDefault(origin[pair.doc()], Set.of()).size();
            int others =
                    contradicted.getOrDefault(origin[pair.other()], Set.of()).size();
            if (own >= others + APART || Math.abs(own - others) < APART && pair.other() < pair.doc()) {
                odd[pair.doc()] = Math.max(odd[pair.doc()], pair.value());
            }
        }
        signals.put(Signal.CONTRADICTS, most);
        earlier.put(Signal.CONTRADICTS, odd);
    }

    private static Map<Integer, List<Integer>> holders(List<Set<Integer>> kinds) {
        var holders = new HashMap<Integer, List<Integer>>();
        for (int i = 0; i < kinds.size(); i++) {
            for (int kind : kinds.get(i)) {
                holders.computeIfAbsent(kind, k -> new ArrayList<>()).add(i);
            }
        }
        return holders;
    }

    /** How many kinds each other one has in common with one. */
    private static Map<Integer, Integer> common(Set<Integer> kinds, Map<Integer, List<Integer>> holders, int self) {
        var common = new HashMap<Integer, Integer>();
        for (int kind : kinds) {
            var all = holders.getOrDefault(kind, List.of());
            if (all.size() <= MOST_HOLDERS) {
                for (int other : all) {
                    if (other != self) {
                        common.merge(other, 1, Integer::sum);
                    }
                }
            }
        }
        return common;
    }
}
