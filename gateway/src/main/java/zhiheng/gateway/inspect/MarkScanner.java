package zhiheng.gateway.inspect;

import java.util.ArrayList;
import java.util.List;

/** Finds the {@link InjectionMarks}: for each, how far the text has got in it by now. */
final class MarkScanner implements Scanner {
    private final InjectionMarks marks;
    private final TermScanner words;
    private final int[][] starts;
    private final int[][] ends;

    MarkScanner(InjectionMarks marks) {
        this.marks = marks;
        words = new TermScanner(marks.words, this::word);
        starts = new int[marks.marks.size()][];
        ends = new int[starts.length][];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = new int[marks.marks.get(i).steps()];
            ends[i] = new int[starts[i].length];
        }
    }

    /** Whether a whole text has a mark. */
    static boolean anyIn(String text) {
        var window = new Window(text.length());
        window.append(text, 0, text.length());
        window.end();
        var found = new ArrayList<Found>();
        new MarkScanner(InjectionMarks.SHIPPED).advance(window, found);
        return !found.isEmpty();
    }

    private void word(int word, int start, int end, Window window, List<Found> found) {
        for (var use : marks.uses.get(word)) {
            var mark = marks.marks.get(use.mark());
            int step = use.step();
            int from = start;
            if (step > 0) {
                int before = ends[use.mark()][step - 1];
                if (before == 0 || before > start || start - before > mark.gap()) {
                    continue;
                }
                from = starts[use.mark()][step - 1];
            }
            if (step == mark.steps() - 1) {
                found.add(Found.in(window, mark.kind(), from, end));
            } else {
                starts[use.mark()][step] = from;
                ends[use.mark()][step] = end;
            }
        }
    }

    @Override
    public void advance(Window window, List<Found> found) {
        words.advance(window, found);
    }

    @Override
    public int live() {
        int next = words.live();
        int live = next;
        for (int mark = 0; mark < starts.length; mark++) {
            int gap = marks.marks.get(mark).gap();
            for (int step = 0; step < starts[mark].length; step++) {
                if (ends[mark][step] > 0 && next - ends[mark][step] <= gap) {
                    live = Math.min(live, starts[mark][step]);
                }
            }
        }
        return live;
    }
}
