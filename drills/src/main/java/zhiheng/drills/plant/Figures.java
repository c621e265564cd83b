package zhiheng.drills.plant;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Figures in a text: the facts that can be read off and changed without understanding the rest. */
final class Figures {
    /** Digits, or Chinese numerals before what they count. Parts of names (GB 45438, 2.1.3) count too: who changes them changes a fact. */
    private static final Pattern FIGURE =
            Pattern.compile("[0-9]+(?:[.,][0-9]+)*" + "|[一二三四五六七八九十百千万两]+(?=个|日|天|年|月|小时|元|倍|次|人|项|条|类|级|分|周|名|种|款)");

    private Figures() {}

    static Set<String> of(String text) {
        var figures = new TreeSet<String>();
        for (var m = FIGURE.matcher(text); m.find(); ) {
            figures.add(m.group());
        }
        return figures;
    }

    /** A piece of a text: one figure, or what stands between two. */
    record Part(boolean figure, String text) {}

    /** The whole of a text in its order. */
    static List<Part> parts(String text) {
        var parts = new ArrayList<Part>();
        int from = 0;
        for (var m = FIGURE.matcher(text); m.find(); from = m.end()) {
            parts.add(new Part(false, text.substring(from, m.start())));
            parts.add(new Part(true, m.group()));
        }
        parts.add(new Part(false, text.substring(from)));
        return parts;
    }

    /** The first figure; "" where there is none. */
    static String first(String text) {
        var m = FIGURE.matcher(text);
        return m.find() ? m.group() : "";
    }

    /** The text with one figure replaced wherever it stands as a whole. */
    static String swapped(String text, String figure, String by) {
        return FIGURE.matcher(text).replaceAll(m -> m.group().equals(figure) ? by : m.group());
    }

    /** Another figure of the same kind. */
    static String other(String figure) {
        if (figure.codePointAt(0) > '9') {
            return figure.equals("十七") ? "二十三" : "十七";
        }
        var whole = figure.replaceAll("[.,].*", "");
        long value = whole.length() > 12 ? 0 : Long.parseLong(whole);
        return Long.toString(3 * value + 7);
    }

    /** Sentences, by their ends in either writing and by lines. */
    static List<String> sentences(String text) {
        var sentences = new ArrayList<String>();
        for (var part : text.split("(?<=[。！？；])|(?<=[.!?;])\\s+|\\n+")) {
            if (!part.isBlank()) {
                sentences.add(part.strip());
            }
        }
        return sentences;
    }
}
