package zhiheng.labels.explicit;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A picture in at most 255 colours and one for what is transparent: exactly where it has no more, else by median cut (Heckbert, 1982) over
 * colours of five bits a channel.
 */
final class Palette {
    private static final int MOST = 255;
    private static final int TRANSPARENT = 255;

    private Palette() {}

    static BufferedImage indexed(BufferedImage image) {
        int w = image.getWidth();
        int h = image.getHeight();
        int[] pixels = image.getRGB(0, 0, w, h, null, 0, w);
        boolean exact = Arrays.stream(pixels)
                        .filter(Palette::isSeen)
                        .map(p -> p & 0xffffff)
                        .distinct()
                        .limit(MOST + 1)
                        .count()
                <= MOST;
        Map<Integer, Integer> index = new HashMap<>();
        int[] colours = exact ? exact(pixels, index) : cut(pixels, index);
        var red = new byte[MOST + 1];
        var green = new byte[MOST + 1];
        var blue = new byte[MOST + 1];
        for (int i = 0; i < colours.length; i++) {
            red[i] = (byte) (colours[i] >> 16);
            green[i] = (byte) (colours[i] >> 8);
            blue[i] = (byte) colours[i];
        }
        boolean holes = !Arrays.stream(pixels).allMatch(Palette::isSeen);
        var model = holes
                ? new IndexColorModel(8, MOST + 1, red, green, blue, TRANSPARENT)
                : new IndexColorModel(8, MOST + 1, red, green, blue);
        var out = new BufferedImage(w, h, BufferedImage.TYPE_BYTE_INDEXED, model);
        var row = new int[w];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int p = pixels[y * w + x];
                row[x] = isSeen(p) ? index.getOrDefault(exact ? p & 0xffffff : coarse(p), 0) : TRANSPARENT;
            }
            out.getRaster().setPixels(0, y, w, 1, row);
        }
        return out;
    }

    private static boolean isSeen(int argb) {
        return argb >>> 24 >= 128;
    }

    private static int coarse(int argb) {
        return argb >> 9 & 0x7c00 | argb >> 6 & 0x3e0 | argb >> 3 & 0x1f;
    }

    private static int[] exact(int[] pixels, Map<Integer, Integer> index) {
        for (int p : pixels) {
            if (isSeen(p)) {
                index.putIfAbsent(p & 0xffffff, index.size());
            }
        }
        var colours = new int[index.size()];
        index.forEach((colour, i) -> colours[i] = colour);
        return colours;
    }

    /** A coarse colour with the sums of the true ones in it. */
    private record Bin(int coarse, long count, long red, long green, long blue) {
        int channel(int c) {
            return coarse >> 10 - 5 * c & 0x1f;
        }
    }

    private static int[] cut(int[] pixels, Map<Integer, Integer> index) {
        var sums = new long[1 << 15][];
        for (int p : pixels) {
            if (isSeen(p)) {
                var sum = sums[coarse(p)];
                if (sum == null) {
                    sum = sums[coarse(p)] = new long[4];
                }
                sum[0]++;
                sum[1] += p >> 16 & 0xff;
                sum[2] += p >> 8 & 0xff;
                sum[3] += p & 0xff;
            }
        }
        var bins = new ArrayList<Bin>();
        for (int c = 0; c < sums.length; c++) {
            var s = sums[c];
            if (s != null) {
                bins.add(new Bin(c, s[0], s[1], s[2], s[3]));
            }
        }
        List<List<Bin>> boxes = new ArrayList<>(List.of(bins));
        while (boxes.size() < MOST) {
            int widest = widest(boxes);
            if (widest < 0) {
                break;
            }
            var box = boxes.remove(widest);
            int channel = longest(box);
            box.sort((a, b) -> Integer.compare(a.channel(channel), b.channel(channel)));
            long half = box.stream().mapToLong(Bin::count).sum() / 2;
            int at = 1;
            for (long seen = box.getFirst().count; at < box.size() - 1 && seen < half; at++) {
                seen += box.get(at).count;
            }
            boxes.add(new ArrayList<>(box.subList(0, at)));
            boxes.add(new ArrayList<>(box.subList(at, box.size())));
        }
        var colours = new int[boxes.size()];
        for (int i = 0; i < colours.length; i++) {
            long n = boxes.get(i).stream().mapToLong(Bin::count).sum();
            long red = boxes.get(i).stream().mapToLong(Bin::red).sum() / n;
            long green = boxes.get(i).stream().mapToLong(Bin::green).sum() / n;
            long blue = boxes.get(i).stream().mapToLong(Bin::blue).sum() / n;
            colours[i] = (int) (red << 16 | green << 8 | blue);
            for (var bin : boxes.get(i)) {
                index.put(bin.coarse, i);
            }
        }
        return colours;
    }

    private static int widest(List<List<Bin>> boxes) {
        int widest = -1;
        double most = 0;
        for (int i = 0; i < boxes.size(); i++) {
            var box = boxes.get(i);
            double spread = box.size() < 2
                    ? 0
                    : range(box, longest(box))
                            * Math.sqrt(box.stream().mapToLong(Bin::count).sum());
            if (spread > most) {
                most = spread;
                widest = i;
            }
        }
        return widest;
    }

    private static int longest(List<Bin> box) {
        int longest = 0;
        for (int c = 1; c < 3; c++) {
            longest = range(box, c) > range(box, longest) ? c : longest;
        }
        return longest;
    }

    private static int range(List<Bin> box, int channel) {
        int least = 31;
        int most = 0;
        for (var bin : box) {
            least = Math.min(least, bin.channel(channel));
            most = Math.max(most, bin.channel(channel));
        }
        return most - least;
    }
}
