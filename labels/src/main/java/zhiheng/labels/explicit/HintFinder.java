package zhiheng.labels.explicit;

import java.awt.Rectangle;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for a hint in a picture: candidate lines first, then each is compared with renderings, character by character. */
final class HintFinder {
    /** A hint found: where its ink is in the picture's own pixels, which rendering it resembles and how well. */
    record Match(Rectangle ink, HintTemplate template, double score, boolean bright) {}

    /** What was seen: the best match, and the number of lines that may be text. */
    record Sight(Optional<Match> match, int lines) {}

    private static final int WORKING_SIDE = 1080;
    private static final int MOST_LINES = 150;
    private static final double LEAST_WHOLE = 0.5;
    private static final double LEAST_GLYPH = 0.42;
    private static final double[] SCALES = {1, 1.08, 0.93, 1.17, 0.86, 1.27, 0.79};
    private static final double UNLIKE = 0.25;
    /** So alike that nothing else needs to be tried. */
    private static final double PLAIN = 0.8;

    private static final int PLAY = 3;
    private static final int WIDEST = 2000;

    private final List<HintTemplate> templates;

    HintFinder(List<HintTemplate> templates) {
        this.templates = templates;
    }

    Sight look(Luma picture) {
        int by = Math.max(1, Math.min(picture.width(), picture.height()) / WORKING_SIDE);
        Luma small = picture.smaller(by);
        var lines = new TextLines(small);
        int seen = 0;
        Match best = null;
        for (boolean bright : new boolean[] {true, false}) {
            List<Rectangle> boxes = lines.find(bright);
            seen += boxes.size();
            for (Rectangle box : boxes.subList(0, Math.min(MOST_LINES, boxes.size()))) {
                Match match = compare(small, box, bright, templates);
                if (match != null && (best == null || match.score > best.score)) {
                    best = match;
                    if (match.score > PLAIN) {
                        return new Sight(Optional.of(measured(picture, match, by)), seen);
                    }
                }
            }
        }
        return new Sight(Optional.ofNullable(best).map(m -> measured(picture, m, by)), seen);
    }

    /** Whether the same hint stands at the same place of another picture of the same size, as in the next frame of a film. */
    boolean still(Luma picture, Match match) {
        Rectangle r = match.ink;
        return compare(picture, r, match.bright, List.of(match.template)) != null;
    }

    private static @Nullable Match compare(Luma image, Rectangle box, boolean bright, List<HintTemplate> templates) {
        Match best = null;
        var nearest = new double[templates.size()];
        for (int s = 0; s < SCALES.length; s++) {
            Strip strip = Strip.of(image, box, SCALES[s], bright);
            for (int i = 0; i < templates.size() && strip.wide <= WIDEST; i++) {
                if (s >= 3 && nearest[i] < UNLIKE) {
                    continue; // what is unlike at three sizes will not be alike at others
                }
                Match match = strip.slide(templates.get(i));
                nearest[i] = Math.max(nearest[i], match.score);
                if (match.score > (best == null ? LEAST_WHOLE : best.score) && strip.worstGlyph(match) >= LEAST_GLYPH) {
                    best = match;
                    if (match.score > PLAIN) {
                        return match;
                    }
                }
            }
        }
        return best;
    }

    /** A line brought to the height of the templates, with some play on all sides; bright letters on dark. */
    private record Strip(float[] tones, int wide, int high, double left, double top, double unit, boolean bright) {
        static Strip of(Luma image, Rectangle box, double scale, boolean bright) {
            double unit = box.height * scale / HintTemplate.HEIGHT;
            int wide = (int) Math.round(box.width / unit) + 2 * PLAY;
            int slack = (int) Math.max(0, Math.ceil((box.height / unit - HintTemplate.HEIGHT) / 2)) + PLAY;
            int high = HintTemplate.HEIGHT + 2 * slack;
            double left = box.x - PLAY * unit;
            double top = box.y + box.height / 2.0 - high * unit / 2;
            float[] tones = wide > WIDEST ? new float[0] : image.patch(left, top, wide * unit, high * unit, wide, high);
            for (int i = 0; i < tones.length && !bright; i++) {
                tones[i] = 255 - tones[i];
            }
            return new Strip(tones, wide, high, left, top, unit, bright);
        }

        /** Where it resembles the template most. */
        Match slide(HintTemplate t) {
            double best = 0;
            int bx = 0;
            int by = 0;
            for (int y = 0; y + HintTemplate.HEIGHT <= high; y++) {
                for (int x = 0; x + t.width() <= wide; x++) {
                    double score = t.match(tones, wide, x, y, 0, t.width());
                    if (score > best) {
                        best = score;
                        bx = x;
                        by = y;
                    }
                }
            }
            var ink = new Rectangle(
                    (int) Math.round(left + bx * unit),
                    (int) Math.round(top + by * unit),
                    (int) Math.round(t.width() * unit),
                    (int) Math.round(HintTemplate.HEIGHT * unit));
            return new Match(ink, t, best, bright);
        }

        /** Each character must be there: four of six right would be another sentence. Each may lie a little aside. */
        double worstGlyph(Match match) {
            HintTemplate t = match.template;
            int x = (int) Math.round((match.ink.x - left) / unit);
            int y = (int) Math.round((match.ink.y - top) / unit);
            double worst = 1;
            for (int g = 0; g + 1 < t.glyphs().length; g++) {
                double best = -1;
                for (int dy = -1; dy <= 1; dy++) {
                    for (int dx = -2; dx <= 2; dx++) {
                        int from = t.glyphs()[g];
                        int to = t.glyphs()[g + 1];
                        if (y + dy >= 0
                                && y + dy + HintTemplate.HEIGHT <= high
                                && x + dx + from >= 0
                                && x + dx + to <= wide) {
                            best = Math.max(best, t.match(tones, wide, x + dx, y + dy, from, to));
                        }
                    }
                }
                worst = Math.min(worst, best);
            }
            return worst;
        }
    }

    /** The ink in the full picture: from the first to the last row, and column, that is nearer to the letters than to the ground. */
    private static Match measured(Luma picture, Match match, int by) {
        Rectangle r = match.ink;
        int grow = Math.max(2, r.height * by / 8);
        Rectangle area = new Rectangle(r.x * by, r.y * by, r.width * by, r.height * by);
        int[] tones = new int[256];
        for (int y = area.y; y < area.y + area.height; y++) {
            for (int x = area.x; x < area.x + area.width; x++) {
                if (x >= 0 && y >= 0 && x < picture.width() && y < picture.height()) {
                    tones[picture.at(x, y)]++;
                }
            }
        }
        int total = java.util.Arrays.stream(tones).sum();
        int dark = share(tones, total * 0.08);
        int light = share(tones, total * 0.92);
        int middle = (dark + light) / 2;
        area.grow(grow, grow);
        area = area.intersection(new Rectangle(picture.width(), picture.height()));
        int x0 = area.x + area.width;
        int x1 = area.x;
        int y0 = area.y + area.height;
        int y1 = area.y;
        for (int y = area.y; y < area.y + area.height; y++) {
            for (int x = area.x; x < area.x + area.width; x++) {
                if (match.bright ? picture.at(x, y) > middle : picture.at(x, y) < middle) {
                    x0 = Math.min(x0, x);
                    x1 = Math.max(x1, x);
                    y0 = Math.min(y0, y);
                    y1 = Math.max(y1, y);
                }
            }
        }
        // ink to the border of the area looked at is no letter: the ground is restless, and the rendering's box is the
        // better measure
        boolean clear = y0 > area.y && y1 < area.y + area.height - 1 || area.height >= picture.height();
        var ink = clear && y1 >= y0
                ? new Rectangle(x0, y0, x1 - x0 + 1, y1 - y0 + 1)
                : new Rectangle(r.x * by, r.y * by, r.width * by, r.height * by);
        return new Match(ink, match.template, match.score, match.bright);
    }

    private static int share(int[] tones, double count) {
        int tone = 0;
        for (double sum = tones[0]; sum < count && tone < 255; sum += tones[++tone]) {}
        return tone;
    }
}
