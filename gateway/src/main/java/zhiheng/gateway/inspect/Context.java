package zhiheng.gateway.inspect;

import java.util.Arrays;
import java.util.List;

/** Words before a number that say what it is. */
final class Context {
    private static final int REACH = 32;

    private final List<String> words;

    private Context(List<String> words) {
        this.words = words;
    }

    static Context of(String... words) {
        return new Context(Arrays.stream(words).map(Normal::folded).toList());
    }

    boolean rightBefore(Window window, int position) {
        var text = window.before(position, REACH);
        return words.stream().anyMatch(text::endsWith);
    }

    boolean before(Window window, int position) {
        var text = window.before(position, REACH);
        for (var word : words) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
