package zhiheng.watch.risk;

import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How much a user repeats themselves: the share of messages that nearly say what one of the {@value #BACK} before said. */
public final class Repetition {
    static final int BACK = 20;
    /** Two messages are nearly the same when their pairs of characters overlap so far (Jaccard). */
    static final double SAME = 0.5;

    private static final int MAX_CHARS = 4_000;

    private Repetition() {}

    /** From 0, nothing said twice, to 1 − 1/n for one thing said n times; 0 for fewer than two messages. */
    public static double of(List<String> messages) {
        Deque<Set<Integer>> earlier = new ArrayDeque<>();
        int repeated = 0;
        for (var message : messages) {
            var pairs = pairs(message);
            if (earlier.stream().anyMatch(other -> overlap(pairs, other) >= SAME)) {
                repeated++;
            }
            earlier.addFirst(pairs);
            if (earlier.size() > BACK) {
                earlier.removeLast();
            }
        }
        return messages.isEmpty() ? 0 : (double) repeated / messages.size();
    }

    private static Set<Integer> pairs(String message) {
        var text = Normalizer.normalize(
                        message.length() > MAX_CHARS ? message.substring(0, MAX_CHARS) : message, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Punct}\\p{IsPunctuation}]+", "");
        var pairs = new HashSet<Integer>();
        if (text.length() == 1) {
            pairs.add((int) text.charAt(0));
        }
        for (int i = 0; i + 1 < text.length(); i++) {
            pairs.add(text.charAt(i) << 16 | text.charAt(i + 1));
        }
        return pairs;
    }

    private static double overlap(Set<Integer> a, Set<Integer> b) {
        int both = 0;
        for (var pair : a) {
            if (b.contains(pair)) {
                both++;
            }
        }
        int either = a.size() + b.size() - both;
        return either == 0 ? 0 : (double) both / either;
    }
}
