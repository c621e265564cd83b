package zhiheng.drills.poison;

import java.util.Arrays;

/**
 * Confident learning (Northcutt, Jiang and Chuang, JAIR 2021): a row whose chance of another class is above what members of that class
 * usually have counts as mislabelled. The count says how much noise there is; the rows are then taken by their own label's chance,
 * lowest first, as many as the noise says, which finds more of them than the count's own cells.
 *
 * @param noise the estimated share of wrong labels
 * @param flagged the rows that are taken, the worst first
 */
public record Confident(double noise, int[] flagged) {
    /** @param chances of each class for each row, from models that did not train on the row */
    public static Confident of(double[][] chances, int[] labels) {
        int classes = chances[0].length;
        var usual = new double[classes];
        int[] members = new int[classes];
        for (int i = 0; i < labels.length; i++) {
            usual[labels[i]] += chances[i][labels[i]];
            members[labels[i]]++;
        }
        for (int c = 0; c < classes; c++) {
            usual[c] = members[c] == 0 ? 2 : usual[c] / members[c];
        }
        long[] counted = new long[classes];
        long[] off = new long[classes];
        for (int i = 0; i < labels.length; i++) {
            int most = -1;
            for (int c = 0; c < classes; c++) {
                if (chances[i][c] >= usual[c] && (most < 0 || chances[i][c] > chances[i][most])) {
                    most = c;
                }
            }
            counted[labels[i]] += most >= 0 ? 1 : 0;
            off[labels[i]] += most >= 0 && most != labels[i] ? 1 : 0;
        }
        double wrong = 0; // the count of each class, stretched to all its members
        for (int c = 0; c < classes; c++) {
            wrong += counted[c] == 0 ? 0 : (double) members[c] * off[c] / counted[c];
        }
        var order = new Integer[labels.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Arrays.sort(order, (a, b) -> Double.compare(chances[a][labels[a]], chances[b][labels[b]]));
        int[] flagged = new int[(int) Math.round(wrong)];
        for (int i = 0; i < flagged.length; i++) {
            flagged[i] = order[i];
        }
        return new Confident(wrong / labels.length, flagged);
    }
}
