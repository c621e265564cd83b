package zhiheng.labels.explicit;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rows of spots in a picture that stand out from their surroundings as letters do, whatever they spell. */
final class TextLines {
    /** Strong letters alone first: at the lower contrast, what shines through a plate may run into them. */
    private static final int[] CONTRASTS = {80, 30};

    private static final int MOST_SPOTS = 40_000;
    private static final double LOWEST = 0.008;
    private static final double HIGHEST = 0.22;
    private static final double STEP = 1.3;
    private static final int MOST_NEIGHBOURS = 300;

    private final Luma image;
    private final int side;

    TextLines(Luma image) {
        this.image = image;
        this.side = Math.min(image.width(), image.height());
    }

    /**
     * Boxes of likely lines, those nearest to an edge first. Each size of text is looked for by itself, so that what is
     * much larger than letters of that size, such as the rim of a plate, does not run into them.
     */
    List<Rectangle> find(boolean bright) {
        var out = new LinkedHashSet<Rectangle>();
        for (int contrast : CONTRASTS) {
            List<Rectangle> spots = spots(mask(bright, contrast));
            spots.sort(Comparator.comparingInt(r -> r.x));
            for (double size = Math.max(7, LOWEST * side); size < HIGHEST * side; size *= STEP) {
                double most = size * STEP;
                lines(spots.stream().filter(r -> r.height <= most).toList(), size, out);
            }
        }
        return out.stream().sorted(Comparator.comparingInt(this::distance)).toList();
    }

    /** Lines as high as {@code size} to a step above. */
    private static void lines(List<Rectangle> spots, double size, Set<Rectangle> out) {
        var line = new int[spots.size()];
        Arrays.setAll(line, i -> i);
        var boxes = spots.stream().map(Rectangle::new).toArray(Rectangle[]::new);
        for (int i = 0; i < line.length; i++) {
            Rectangle a = spots.get(i);
            for (int j = i + 1; j < line.length && j - i <= MOST_NEIGHBOURS; j++) {
                Rectangle b = spots.get(j);
                if (b.x - a.x - a.width > size * 0.6) {
                    if (b.x - a.x > size * (0.6 + 2 * STEP)) {
                        break;
                    }
                    continue;
                }
                int p = root(line, i);
                int q = root(line, j);
                int from = Math.min(boxes[p].y, boxes[q].y);
                int to = Math.max(boxes[p].y + boxes[p].height, boxes[q].y + boxes[q].height);
                if (p != q && to - from <= size * STEP) {
                    line[q] = p;
                    boxes[p] = boxes[p].union(boxes[q]);
                }
            }
        }
        for (int i = 0; i < line.length; i++) {
            if (line[i] == i && boxes[i].height >= size && boxes[i].width >= 1.8 * boxes[i].height) {
                out.add(boxes[i]);
            }
        }
    }

    /** From the nearest edge of the picture. */
    int distance(Rectangle box) {
        return Math.min(
                Math.min(box.x, box.y),
                Math.min(image.width() - box.x - box.width, image.height() - box.y - box.height));
    }

    private static int root(int[] of, int i) {
        while (of[i] != i) {
            of[i] = of[of[i]];
            i = of[i];
        }
        return i;
    }

    /** What is brighter, or darker, than the mean of its surroundings. */
    private boolean[] mask(boolean bright, int contrast) {
        int w = image.width();
        int h = image.height();
        int reach = Math.max(8, side / 14);
        var sums = new int[(w + 1) * (h + 1)];
        for (int y = 0; y < h; y++) {
            int row = 0;
            for (int x = 0; x < w; x++) {
                row += image.at(x, y);
                sums[(y + 1) * (w + 1) + x + 1] = sums[y * (w + 1) + x + 1] + row;
            }
        }
        var mask = new boolean[w * h];
        for (int y = 0; y < h; y++) {
            int y0 = Math.max(0, y - reach);
            int y1 = Math.min(h, y + reach + 1);
            for (int x = 0; x < w; x++) {
                int x0 = Math.max(0, x - reach);
                int x1 = Math.min(w, x + reach + 1);
                int sum = sums[y1 * (w + 1) + x1]
                        - sums[y0 * (w + 1) + x1]
                        - sums[y1 * (w + 1) + x0]
                        + sums[y0 * (w + 1) + x0];
                int over = image.at(x, y) - sum / ((x1 - x0) * (y1 - y0));
                mask[y * w + x] = bright ? over > contrast : over < -contrast;
            }
        }
        return mask;
    }

    /** Boxes around connected pixels, of a size that parts of letters have. */
    private List<Rectangle> spots(boolean[] mask) {
        int w = image.width();
        int h = image.height();
        var out = new ArrayList<Rectangle>();
        var stack = new int[256];
        for (int p = 0; p < mask.length && out.size() < MOST_SPOTS; p++) {
            if (!mask[p]) {
                continue;
            }
            int x0 = w;
            int x1 = 0;
            int y0 = h;
            int y1 = 0;
            int count = 0;
            int top = 0;
            stack[top++] = p;
            mask[p] = false;
            while (top > 0) {
                int q = stack[--top];
                int x = q % w;
                int y = q / w;
                x0 = Math.min(x0, x);
                x1 = Math.max(x1, x);
                y0 = Math.min(y0, y);
                y1 = Math.max(y1, y);
                count++;
                if (top + 8 > stack.length) {
                    stack = Arrays.copyOf(stack, 2 * stack.length);
                }
                for (int j = Math.max(0, y - 1); j <= Math.min(h - 1, y + 1); j++) {
                    for (int i = Math.max(0, x - 1); i <= Math.min(w - 1, x + 1); i++) {
                        if (mask[j * w + i]) {
                            mask[j * w + i] = false;
                            stack[top++] = j * w + i;
                        }
                    }
                }
            }
            if (count >= 4 && y1 - y0 < HIGHEST * side && x1 - x0 < HIGHEST * 2 * side) {
                out.add(new Rectangle(x0, y0, x1 - x0 + 1, y1 - y0 + 1));
            }
        }
        return out;
    }
}
