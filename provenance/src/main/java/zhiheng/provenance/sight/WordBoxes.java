package zhiheng.provenance.sight;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * From a map of how likely each pixel belongs to words to boxes around lines (differentiable binarization, Liao and others, AAAI 2020, 3.4):
 * the map shows shrunken lines, so each connected spot is grown again by its area over its perimeter.
 */
final class WordBoxes {
    private static final float LIKELY = 0.3f;
    private static final float SURE = 0.5f;
    private static final double GROWTH = 1.6;
    private static final int LEAST = 3;
    private static final int MOST = 200;

    private WordBoxes() {}

    /** The largest first, in pixels of the map. */
    static List<Rectangle> of(float[] map, int width, int height) {
        var seen = new boolean[map.length];
        var boxes = new ArrayList<Rectangle>();
        var stack = new int[1024];
        for (int start = 0; start < map.length; start++) {
            if (seen[start] || map[start] <= LIKELY) {
                continue;
            }
            int top = 0;
            stack[top++] = start;
            seen[start] = true;
            int left = width;
            int right = 0;
            int upper = height;
            int lower = 0;
            int count = 0;
            double sum = 0;
            while (top > 0) {
                int p = stack[--top];
                int x = p % width;
                int y = p / width;
                left = Math.min(left, x);
                right = Math.max(right, x);
                upper = Math.min(upper, y);
                lower = Math.max(lower, y);
                count++;
                sum += map[p];
                if (top + 8 > stack.length) {
                    stack = Arrays.copyOf(stack, 2 * stack.length);
                }
                for (int j = Math.max(0, y - 1); j <= Math.min(height - 1, y + 1); j++) {
                    for (int i = Math.max(0, x - 1); i <= Math.min(width - 1, x + 1); i++) {
                        int q = j * width + i;
                        if (!seen[q] && map[q] > LIKELY) {
                            seen[q] = true;
                            stack[top++] = q;
                        }
                    }
                }
            }
            int w = right - left + 1;
            int h = lower - upper + 1;
            if (Math.min(w, h) >= LEAST && sum / count >= SURE) {
                int grow = (int) Math.ceil(GROWTH * w * h / (2.0 * (w + h)));
                var box = new Rectangle(left, upper, w, h);
                box.grow(grow, grow);
                boxes.add(box.intersection(new Rectangle(width, height)));
            }
        }
        return boxes.stream()
                .sorted(Comparator.comparingInt((Rectangle box) -> box.width * box.height)
                        .reversed())
                .limit(MOST)
                .toList();
    }
}
