package zhiheng.drills.attack;

import java.util.Arrays;
import zhiheng.drills.target.Queries;

/** One picture whose attacker sees nothing but labels; every look is counted, and past the budget there is none. */
final class HardLabel {
    private final Queries queries;
    private final int label;
    private final long limit;
    private final long before;

    HardLabel(Queries queries, int label, long budget) {
        this.queries = queries;
        this.label = label;
        before = queries.spent();
        limit = before + budget;
    }

    boolean left() {
        return queries.spent() < limit;
    }

    long spent() {
        return queries.spent() - before;
    }

    /** Whether the answer to this input is another label; never where there is none, or the budget is spent. */
    boolean fools(float[] input) {
        return left() && other(queries.label(input));
    }

    /** Whether the input as it is, before any attack, is not answered with its label. */
    boolean wrong(float[] input) {
        return left() && queries.label(input) != label;
    }

    private boolean other(int answer) {
        return answer >= 0 && answer != label;
    }

    /** The same for some; those past the budget are not asked and count as not fooling. */
    boolean[] fool(float[][] inputs) {
        int most = (int) Math.min(inputs.length, limit - queries.spent());
        var asked = Arrays.copyOf(inputs, Math.max(0, most));
        int[] labels = queries.labels(asked);
        var fooled = new boolean[inputs.length];
        for (int i = 0; i < labels.length; i++) {
            fooled[i] = other(labels[i]);
        }
        return fooled;
    }

    /** The point nearest to {@code inside}, which fools nobody, on the way from {@code outside}, which does; to {@code share} of it. */
    float[] boundary(float[] inside, float[] outside, double share) {
        double low = 0;
        double high = 1;
        var best = outside;
        while (high - low > share && left()) {
            double middle = (low + high) / 2;
            var tried = mix(inside, outside, middle);
            if (fools(tried)) {
                high = middle;
                best = tried;
            } else {
                low = middle;
            }
        }
        return best;
    }

    static float[] mix(float[] a, float[] b, double share) {
        var mixed = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            mixed[i] = (float) (a[i] + share * (b[i] - a[i]));
        }
        return mixed;
    }
}
