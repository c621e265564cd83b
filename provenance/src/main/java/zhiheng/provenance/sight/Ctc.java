package zhiheng.provenance.sight;

import java.util.List;

/**
 * From chances of each sign at each step along a line to the words (connectionist temporal classification, Graves and others, ICML 2006,
 * best path): the likeliest sign of each step, with repeats taken for one and blanks left out.
 */
final class Ctc {
    private static final int BLANK = 0;

    /** @param sure the mean chance of the signs taken */
    record Read(String words, double sure) {}

    private Ctc() {}

    /** @param signs those of the recogniser; a blank stands before the first, a space behind the last */
    static Read read(float[] chances, List<String> signs) {
        int classes = signs.size() + 2;
        var words = new StringBuilder();
        double sum = 0;
        int taken = 0;
        int before = BLANK;
        for (int from = 0; from + classes <= chances.length; from += classes) {
            int best = 0;
            for (int i = 1; i < classes; i++) {
                best = chances[from + i] > chances[from + best] ? i : best;
            }
            if (best != BLANK && best != before) {
                words.append(best <= signs.size() ? signs.get(best - 1) : " ");
                sum += chances[from + best];
                taken++;
            }
            before = best;
        }
        return new Read(words.toString(), taken == 0 ? 0 : sum / taken);
    }
}
