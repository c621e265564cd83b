package zhiheng.watch.many;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which of many metrics have changed, with a bound on the share of those named wrongly. */
public final class Discoveries {
    private Discoveries() {}

    /**
     * The e-BH procedure (Wang and Ramdas 2022): of the K metrics those with the k largest e-values are named, for the largest k
     * whose k-th e-value is at least K/(k·share). Among the named, on average at most {@code share} are named wrongly, however the
     * metrics depend on one another and at whatever time one looks.
     *
     * @param evidence ln of an e-value for each metric; K is their number, so metrics without evidence belong in it with 0
     * @return the named ones, strongest first
     * @throws IllegalArgumentException when the share is not in (0,1) or an e-value is NaN
     */
    public static <K> List<K> among(Map<K, Double> evidence, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share of wrong ones must be in (0,1), not " + share);
        }
        List<Map.Entry<K, Double>> order = evidence.entrySet().stream()
                .sorted(Map.Entry.<K, Double>comparingByValue(Comparator.reverseOrder()))
                .toList();
        int named = 0;
        for (int k = 1; k <= order.size(); k++) {
            double log = order.get(k - 1).getValue();
            if (Double.isNaN(log)) {
                throw new IllegalArgumentException(
                        "the evidence of " + order.get(k - 1).getKey() + " is not a number");
            }
            if (log >= Math.log(order.size()) - Math.log(k) - Math.log(share)) {
                named = k;
            }
        }
        return order.subList(0, named).stream().map(Map.Entry::getKey).toList();
    }
}
