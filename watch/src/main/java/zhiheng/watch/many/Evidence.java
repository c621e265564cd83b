package zhiheng.watch.many;

/**
 * E-values in logarithms: an e-value is not negative and has a mean of at most 1 where nothing is wrong, so it reaches 1/α with
 * probability at most α. The evidence of a Shiryaev–Roberts detector is <em>not</em> one: its mean grows with the time.
 */
public final class Evidence {
    private Evidence() {}

    /** ln of the arithmetic mean: an e-value for "all hypotheses hold", however the metrics depend on one another. */
    public static double mean(double... logs) {
        if (logs.length == 0) {
            return 0;
        }
        double top = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            top = Math.max(top, log);
        }
        if (Double.isInfinite(top)) {
            return top;
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - top);
        }
        return top + Math.log(sum / logs.length);
    }

    /** ln of the product: an e-value only where the metrics are independent, or each bet was placed before the others' outcome. */
    public static double product(double... independent) {
        double sum = 0;
        for (double log : independent) {
            if (log == Double.NEGATIVE_INFINITY) {
                return log;
            }
            sum += log;
        }
        return sum;
    }

    /**
     * Turns the highest e-value that a process ever reached into an e-value: e → √e − 1, whose mean is at most
     * ∫(√e − 1)/e² de = 1 (the adjuster of Shafer, Shen, Vereshchagin and Vovk 2011). The maximum itself is not an e-value.
     */
    public static double everReached(double highest) {
        return highest <= 0 ? Double.NEGATIVE_INFINITY : highest / 2 + Math.log1p(-Math.exp(-highest / 2));
    }
}
