package zhiheng.gateway.inspect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import zhiheng.base.BadValue;

/**
 * Words and phrases to be found however they are disguised: in other widths, with lookalike letters, with blanks, points or invisible
 * characters put between. Built once, shared by all threads.
 */
public final class TermList {
    public static final int MOST_TERMS = 1_000_000;
    public static final int LONGEST_TERM = 128;

    final Automaton automaton;
    final Term[] terms;
    final int longest;

    /** @param marks punctuation that ends a phrase, inside of the term; @param gaps places in it where something stands between letters */
    record Term(int length, boolean spacedStart, boolean spacedEnd, boolean allSpaced, int gaps, int marks) {}

    private TermList(Automaton automaton, Term[] terms, int longest) {
        this.automaton = automaton;
        this.terms = terms;
        this.longest = longest;
    }

    /**
     * @throws IllegalArgumentException naming the term that is too long or has nothing to find
     */
    public static TermList of(Collection<String> terms) {
        if (terms.size() > MOST_TERMS) {
            throw new BadValue("", "词表最多 " + MOST_TERMS + " 条", "a term list has at most " + MOST_TERMS + " terms");
        }
        var words = new LinkedHashSet<String>();
        var compiled = new ArrayList<Term>();
        int longest = 1;
        for (var term : terms) {
            var folded = Normal.folded(term).strip();
            var word = letters(folded);
            if (word.isEmpty() || word.length() > LONGEST_TERM) {
                var shown = "\"" + (term.length() > 40 ? term.substring(0, 40) + "…" : term) + "\"";
                throw new BadValue(
                        "",
                        "词条应有 1 至 " + LONGEST_TERM + " 个文字：" + shown,
                        "a term has 1 to " + LONGEST_TERM + " letters: " + shown);
            }
            if (words.add(word)) {
                compiled.add(describe(folded, word));
                longest = Math.max(longest, word.length());
            }
        }
        return new TermList(new Automaton(words.toArray(new String[0])), compiled.toArray(new Term[0]), longest);
    }

    private static Term describe(String folded, String word) {
        int gaps = 0;
        int marks = 0;
        boolean between = false;
        int seen = 0;
        for (int i = 0; i < folded.length() && seen < word.length(); i++) {
            char c = folded.charAt(i);
            if (isLetter(c)) {
                gaps += between ? 1 : 0;
                between = false;
                seen++;
            } else if (seen > 0) {
                between = true;
                marks += endsPhrase(c) ? 1 : 0;
            }
        }
        return new Term(
                word.length(),
                Normal.spaced(word.charAt(0)),
                Normal.spaced(word.charAt(word.length() - 1)),
                word.chars().allMatch(c -> Normal.spaced((char) c)),
                gaps,
                marks);
    }

    static String letters(String folded) {
        var out = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            if (isLetter(folded.charAt(i))) {
                out.append(folded.charAt(i));
            }
        }
        return out.toString();
    }

    /** Whether a character counts in a term; all others may be put between. */
    static boolean isLetter(char c) {
        return c < 128 ? Normal.alnum(c) : Character.isLetterOrDigit(c) || Character.isSurrogate(c);
    }

    /** What stands between two phrases: a term does not go across. */
    static boolean endsPhrase(char c) {
        return switch (c) {
            case ',', ';', ':', '!', '?', '。', '、', '\n', '\r', Normal.BREAK -> true;
            default -> false;
        };
    }

    public int size() {
        return terms.length;
    }

    /** What the list takes in memory, about. */
    public long bytes() {
        return automaton.bytes() + 32L * terms.length;
    }
}
