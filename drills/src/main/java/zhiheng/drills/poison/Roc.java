package zhiheng.drills.poison;

import java.util.Arrays;

/**
 * How well scores tell the bad from the good.
 *
 * @param auc the chance that a bad one scores above a good one, ties halved
 * @param found the share of the bad above a cut that one good one in a hundred is above
 */
public record Roc(double auc, double found) {
    public static Roc of(double[] scores, boolean[] bad) {
        var order = new Integer[scores.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a]));
        long bads = 0;
        for (boolean one : bad) {
            bads += one ? 1 : 0;
        }
        long goods = bad.length - bads;
        double below = 0; // pairs in the right order
        long goodsAbove = 0;
        long found = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            long tiedBad = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                tiedBad += bad[order[to]] ? 1 : 0;
                to++;
            }
            long tiedGood = to - from - tiedBad;
            below += tiedBad * (goods - goodsAbove - tiedGood + tiedGood / 2.0);
            goodsAbove += tiedGood;
            found += goodsAbove <= goods / 100 ? tiedBad : 0;
            from = to;
        }
        return new Roc(
                bads == 0 || goods == 0 ? Double.NaN : below / ((double) bads * goods),
                bads == 0 ? 0 : (double) found / bads);
    }
}
