package zhiheng.gateway.inspect;

import java.util.List;

/**
 * Follows a text through the automaton of a {@link TermList}, letter by letter, and then looks at what stood between the letters. Words
 * of scripts that put blanks between words must be whole words, and must be written as in the list or with something between all
 * letters; others may have something between any two.
 */
final class TermScanner implements Scanner {
    /** A longer gap ends every term; this bounds what is held back. */
    private static final int LONGEST_GAP = 3;

    /** From this length on a word that is spelled out letter by letter is found. */
    private static final int SPELLED_OUT = 4;

    /** Told of each term found, with its place. */
    interface Sink {
        void found(int term, int start, int end, Window window, List<Found> found);
    }

    private final TermList list;
    private final Sink sink;
    private final int[] positions;
    private final int[] marks;
    private final int ring;
    private int letters;
    private int marksSoFar;
    private int position;
    private int state;
    private int gap;

    TermScanner(TermList list, Sink sink) {
        this.list = list;
        this.sink = sink;
        int size = Integer.highestOneBit(list.longest) << 1;
        positions = new int[size];
        marks = new int[size];
        ring = size - 1;
    }

    static TermScanner of(TermList list, String kind) {
        return new TermScanner(
                list, (term, start, end, window, found) -> found.add(Found.in(window, kind, start, end)));
    }

    @Override
    public void advance(Window window, List<Found> found) {
        var automaton = list.automaton;
        int size = window.size();
        for (; position < size; position++) {
            char c = window.at(position);
            int kinds = CharKinds.OF[c];
            if ((kinds & CharKinds.LETTER) == 0) {
                marksSoFar += (kinds & CharKinds.ENDS_PHRASE) != 0 ? 1 : 0;
                if (++gap > LONGEST_GAP) {
                    state = 0;
                }
                continue;
            }
            int next = automaton.step(state, c);
            if (next != 0) {
                int ending = automaton.ending(next);
                if (ending != 0) {
                    window.starved = false;
                    char after = window.at(position + 1);
                    if (window.starved) {
                        return;
                    }
                    note();
                    for (int at = ending; at != 0; at = automaton.shorter(at)) {
                        check(window, automaton.word(at), after, found);
                    }
                } else {
                    note();
                }
            }
            state = next;
            gap = 0;
        }
    }

    private void note() {
        positions[letters & ring] = position;
        marks[letters & ring] = marksSoFar;
        letters++;
    }

    private void check(Window window, int id, char after, List<Found> found) {
        var term = list.terms[id];
        int first = letters - term.length();
        int start = positions[first & ring];
        if (term.spacedEnd() && Normal.spaced(after)
                || term.spacedStart() && Normal.spaced(window.at(start - 1))
                || marksSoFar - marks[first & ring] > term.marks()) {
            return;
        }
        if (term.allSpaced()) {
            int gaps = 0;
            for (int i = first + 1; i < letters; i++) {
                gaps += positions[i & ring] > positions[i - 1 & ring] + 1 ? 1 : 0;
            }
            boolean spelledOut = gaps == term.length() - 1 && term.length() >= SPELLED_OUT;
            if (gaps > term.gaps() && !spelledOut) {
                return;
            }
        }
        sink.found(id, start, position + 1, window, found);
    }

    @Override
    public int live() {
        int depth = list.automaton.depth(state);
        return depth == 0 ? position : positions[letters - depth & ring];
    }
}
