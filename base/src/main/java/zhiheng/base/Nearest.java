package zhiheng.base;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The closest known name to a misspelt one, for errors that teach. */
public final class Nearest {
    private Nearest() {}

    /** "; did you mean 'x'?" when some name is close enough to be a slip of the hand, else "". */
    public static String hint(String written, Collection<String> known) {
        var best = to(written, known);
        return best == null ? "" : "; did you mean '" + best + "'?";
    }

    /** As {@link #hint}, ended so that another sentence can follow. */
    public static String sentence(String written, Collection<String> known) {
        var hint = hint(written, known);
        return hint.isEmpty() ? ". " : hint + " ";
    }

    /** The closest of {@code known}, null when none is near enough. */
    public static @Nullable String to(String written, Collection<String> known) {
        String best = null;
        int bestDistance = Math.min(Math.max(2, written.length() / 3) + 1, written.length());
        for (var name : known) {
            int d = distance(written, name, bestDistance);
            if (d < bestDistance) {
                bestDistance = d;
                best = name;
            }
        }
        return best;
    }

    /** Levenshtein distance with swaps of neighbours, cut off at {@code limit}. */
    static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit || a.length() > 200) {
            return limit;
        }
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(last[j] + 1, row[j - 1] + 1), last[j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            var spare = before;
            before = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
