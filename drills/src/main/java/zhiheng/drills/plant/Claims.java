package zhiheng.drills.plant;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sentences with figures, laid side by side: which of them say the same with another figure. Terms are aligned in their order (longest
 * common subsequence, rare terms counting more). What one of two lacks is a shortening; what each has in place of the other's makes them
 * two claims. A sentence whose like stands there with three figures or more is a form that is filled in, and no contradiction.
 */
final class Claims {
    private static final String FIGURE = "\u0000";
    /** Aligned, any two figures weigh so little that no other term is given up for them. */
    private static final double OF_FIGURE = .5;

    /** Terms besides figures that a sentence must have; what is longer than the most is cut. */
    private static final int LEAST = 6;

    private static final int LONGEST = 120;
    /** From so many terms in common on, likeness counts in full. */
    private static final double ENOUGH = 8;
    /** Of the sentences that share something, how many are laid beside one. */
    private static final int BESIDE = 12;
    /** What more sentences say is form, no likeness. */
    private static final int MOST_HOLDERS = 40;

    /** What each has in place of the other's terms. */
    private static final double REPLACED = 2;
    /** What only one has. */
    private static final double LEFT_OUT = .3;
    /** From here on two are so alike that one may be the form of the other. */
    private static final double FORM = .6;

    private record Claim(int doc, List<String> terms, List<String> figures) {}

    /** @param alike 0 to 1. @param figures what the other says in place of what the one says */
    private record Beside(double alike, Set<List<String>> figures) {}

    /** One text contradicts another, how plainly. Each pair is there from either side. */
    record Pair(int doc, int other, double value) {}

    private final List<Claim> claims = new ArrayList<>();
    private final Map<String, List<Integer>> holders = new HashMap<>();
    /** Of each term; what fewer sentences say weighs more. */
    private final Map<String, Double> weights = new HashMap<>();

    private Claims(List<Doc> docs) {
        for (int d = 0; d < docs.size(); d++) {
            for (var sentence : Figures.sentences(docs.get(d).text())) {
                var claim = claim(d, sentence);
                if (!claim.figures.isEmpty() && claim.terms.size() - claim.figures.size() >= LEAST) {
                    claims.add(claim);
                }
            }
        }
        var said = new HashMap<String, Integer>();
        for (int i = 0; i < claims.size(); i++) {
            for (var mark : marks(claims.get(i))) {
                holders.computeIfAbsent(mark, m -> new ArrayList<>()).add(i);
            }
            new HashSet<>(claims.get(i).terms).forEach(term -> said.merge(term, 1, Integer::sum));
        }
        said.forEach((term, times) -> weights.put(term, Math.log(1 + claims.size() / (double) times)));
        weights.put(FIGURE, OF_FIGURE);
    }

    /** Who contradicts whom. */
    static List<Pair> in(List<Doc> docs) {
        var claims = new Claims(docs);
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < claims.claims.size(); i++) {
            claims.look(i, pairs);
        }
        return pairs;
    }

    private static Claim claim(int doc, String sentence) {
        var terms = new ArrayList<String>();
        var figures = new ArrayList<String>();
        for (var part : Figures.parts(sentence)) {
            if (part.figure()) {
                terms.add(FIGURE);
                figures.add(part.text());
            } else {
                terms.addAll(Terms.of(part.text()));
            }
        }
        int end = Math.min(LONGEST, terms.size());
        var first = List.copyOf(terms.subList(0, end));
        int kept = (int) first.stream().filter(FIGURE::equals).count();
        return new Claim(doc, first, List.copyOf(figures.subList(0, kept)));
    }

    private static Set<String> marks(Claim claim) {
        var marks = new HashSet<>(claim.terms);
        for (int i = 1; i < claim.terms.size(); i++) {
            marks.add(claim.terms.get(i - 1) + ' ' + claim.terms.get(i));
        }
        return marks;
    }

    private void look(int self, List<Pair> pairs) {
        var one = claims.get(self);
        var besides = new HashMap<Integer, Beside>();
        for (int other : candidates(self)) {
            var beside = beside(one, claims.get(other));
            if (!beside.figures.isEmpty()) {
                besides.put(other, beside);
            }
        }
        var filled = new HashSet<>();
        besides.values().stream().filter(b -> b.alike >= FORM).forEach(b -> filled.add(b.figures));
        double form = filled.size() < 3 ? 1 : 2.0 / filled.size();
        besides.forEach((other, beside) -> pairs.add(new Pair(one.doc, claims.get(other).doc, beside.alike * form)));
    }

    private List<Integer> candidates(int self) {
        var one = claims.get(self);
        var common = new HashMap<Integer, Integer>();
        for (var mark : marks(one)) {
            var all = holders.getOrDefault(mark, List.of());
            if (all.size() <= MOST_HOLDERS) {
                all.forEach(other -> common.merge(other, 1, Integer::sum));
            }
        }
        return common.entrySet().stream()
                .filter(e -> claims.get(e.getKey()).doc != one.doc
                        && !claims.get(e.getKey()).figures.equals(one.figures))
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(BESIDE)
                .map(Map.Entry::getKey)
                .toList();
    }

    private double weight(String term) {
        return weights.getOrDefault(term, 0.0);
    }

    private double weight(List<String> terms) {
        return terms.stream()
                .filter(t -> !t.equals(FIGURE))
                .mapToDouble(this::weight)
                .sum();
    }

    private Beside beside(Claim one, Claim other) {
        int n = one.terms.size();
        int m = other.terms.size();
        var best = new double[n + 1][m + 1];
        for (int i = n - 1; i >= 0; i--) {
            for (int j = m - 1; j >= 0; j--) {
                double skip = Math.max(best[i + 1][j], best[i][j + 1]);
                best[i][j] = one.terms.get(i).equals(other.terms.get(j))
                        ? Math.max(skip, weight(one.terms.get(i)) + best[i + 1][j + 1])
                        : skip;
            }
        }
        double common = 0;
        int terms = 0;
        int same = 0;
        var differ = new HashSet<List<String>>();
        int figure = 0;
        int otherFigure = 0;
        for (int i = 0, j = 0; i < n && j < m; ) {
            var term = one.terms.get(i);
            boolean both = term.equals(other.terms.get(j));
            boolean is = term.equals(FIGURE);
            if (both && best[i][j] == weight(term) + best[i + 1][j + 1]) {
                if (is) {
                    var here = one.figures.get(figure++);
                    var there = other.figures.get(otherFigure++);
                    if (here.equals(there)) {
                        same++;
                    } else {
                        differ.add(List.of(here, there));
                    }
                } else {
                    common += weight(term);
                    terms++;
                }
                i++;
                j++;
            } else if (best[i + 1][j] >= best[i][j + 1]) {
                figure += is ? 1 : 0;
                i++;
            } else {
                otherFigure += other.terms.get(j).equals(FIGURE) ? 1 : 0;
                j++;
            }
        }
        double onlyOne = weight(one.terms) - common;
        double onlyOther = weight(other.terms) - common;
        double replaced = Math.min(onlyOne, onlyOther);
        double left = Math.max(onlyOne, onlyOther) - replaced;
        double alike = common == 0 ? 0 : common / (common + REPLACED * replaced + LEFT_OUT * left);
        double figures = differ.size() < 2 ? 1 : (same + 1.0) / (same + differ.size());
        return new Beside(alike * figures * Math.min(1, terms / ENOUGH), differ);
    }
}
