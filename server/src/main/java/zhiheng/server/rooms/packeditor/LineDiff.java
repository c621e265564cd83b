package zhiheng.server.rooms.packeditor;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, line by line: the longest common subsequence, with three lines around each change. */
final class LineDiff {
    /** Beyond so many pairs of lines in the middle, the middle is told as wholly another. */
    private static final long MOST_PAIRS = 4_000_000;

    private static final int AROUND = 3;

    private LineDiff() {}

    /** @param sign '+', '-', ' ' for a line in both, '…' for lines left out */
    record Line(char sign, String text) {}

    static List<Line> of(String before, String after) {
        var a = before.lines().toList();
        var b = after.lines().toList();
        int head = 0;
        while (head < a.size() && head < b.size() && a.get(head).equals(b.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < a.size() - head
                && tail < b.size() - head
                && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
            tail++;
        }
        var all = new ArrayList<Line>();
        a.subList(0, head).forEach(line -> all.add(new Line(' ', line)));
        middle(a.subList(head, a.size() - tail), b.subList(head, b.size() - tail), all);
        a.subList(a.size() - tail, a.size()).forEach(line -> all.add(new Line(' ', line)));
        return around(all);
    }

    private static void middle(List<String> a, List<String> b, List<Line> into) {
        if ((long) a.size() * b.size() > MOST_PAIRS) {
            a.forEach(line -> into.add(new Line('-', line)));
            b.forEach(line -> into.add(new Line('+', line)));
            return;
        }
        var longest = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                longest[i][j] = a.get(i).equals(b.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                into.add(new Line(' ', a.get(i++)));
                j++;
            } else if (i < a.size() && (j == b.size() || longest[i + 1][j] >= longest[i][j + 1])) {
                into.add(new Line('-', a.get(i++)));
            } else {
                into.add(new Line('+', b.get(j++)));
            }
        }
    }

    /** Only changes and what stands near them; nothing where nothing differs. */
    private static List<Line> around(List<Line> all) {
        var near = new boolean[all.size()];
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).sign() != ' ') {
                for (int k = Math.max(0, i - AROUND); k <= Math.min(all.size() - 1, i + AROUND); k++) {
                    near[k] = true;
                }
            }
        }
        var result = new ArrayList<Line>();
        boolean gap = false;
        for (int i = 0; i < all.size(); i++) {
            if (near[i]) {
                if (gap && !result.isEmpty()) {
                    result.add(new Line('…', ""));
                }
                gap = false;
                result.add(all.get(i));
            } else {
                gap = true;
            }
        }
        return List.copyOf(result);
    }
}
