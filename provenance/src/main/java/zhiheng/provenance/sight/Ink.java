package zhiheng.provenance.sight;

import java.awt.Rectangle;
import java.util.Arrays;

/** The rows and columns of a box in which the letters are, whatever is brighter, the letters or what is behind them. */
final class Ink {
    private Ink() {}

    /** What differs from the rim of the box by more than half of what the letters do; the box itself where nothing stands out. */
    static Rectangle in(Gray picture, Rectangle box) {
        var rim = new int[256];
        for (int x = box.x; x < box.x + box.width; x++) {
            rim[picture.at(x, box.y)]++;
            rim[picture.at(x, box.y + box.height - 1)]++;
        }
        int ground = share(rim, 0.5);
        var differences = new int[256];
        for (int y = box.y; y < box.y + box.height; y++) {
            for (int x = box.x; x < box.x + box.width; x++) {
                differences[Math.abs(picture.at(x, y) - ground)]++;
            }
        }
        int half = share(differences, 0.93) / 2;
        int left = box.x + box.width;
        int right = -1;
        int upper = box.y + box.height;
        int lower = -1;
        for (int y = box.y; y < box.y + box.height; y++) {
            for (int x = box.x; x < box.x + box.width; x++) {
                if (Math.abs(picture.at(x, y) - ground) > Math.max(4, half)) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    upper = Math.min(upper, y);
                    lower = Math.max(lower, y);
                }
            }
        }
        return right < left ? box : new Rectangle(left, upper, right - left + 1, lower - upper + 1);
    }

    private static int share(int[] counts, double share) {
        double wanted = Arrays.stream(counts).sum() * share;
        int value = 0;
        for (double sum = counts[0]; sum < wanted && value < 255; sum += counts[++value]) {}
        return value;
    }
}
