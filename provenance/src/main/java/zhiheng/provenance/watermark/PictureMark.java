package zhiheng.provenance.watermark;

import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * Writes a mark of 64 bits into the brightness of a picture, and finds it again after it was compressed, scaled, turned, mirrored or cut.
 * Nothing else is needed than the key. Safe for several threads.
 */
public final class PictureMark {
    /** Pictures with a shorter side do not bear a mark. */
    public static final int SMALLEST = 256;
    /** How little changes unless another measure is asked for: the peak signal-to-noise ratio, in decibels. */
    public static final double DECIBELS = 43;

    /** How far around a pixel it is measured how busy the picture is there. */
    private static final int REACH = 4;

    private static final int BUSIEST = 12;
    /** Where more goes on, more may change: by this power of the mean change of brightness. */
    private static final double POWER = 0.4;

    private final Tile tile;

    public PictureMark(MarkKey key) {
        tile = new Tile(key);
    }

    /**
     * A mark that was found.
     *
     * @param scale how large the squares are, in squares of {@value Tile#SIDE} pixels; {@code degrees} how turned they are, clockwise
     * @param clear how far their place stands out of noise, in standard deviations
     */
    public record Found(long payload, double scale, double degrees, boolean mirrored, double clear) {}

    /** Whether a picture's kind and size can bear a mark: grey or RGB of 8 bits. */
    public static boolean bears(BufferedImage picture) {
        return Samples.isDirect(picture.getColorModel())
                && Math.min(picture.getWidth(), picture.getHeight()) >= SMALLEST;
    }

    /**
     * Writes a mark, in place.
     *
     * @param decibels how little may change: the peak signal-to-noise ratio of the whole picture
     * @throws IllegalArgumentException for a picture that cannot {@linkplain #bears bear} one
     */
    public void embed(BufferedImage picture, long payload, double decibels) {
        if (!bears(picture)) {
            throw new IllegalArgumentException(
                    "a grey or RGB picture of 8 bits with at least " + SMALLEST + " pixels a side");
        }
        var light = Plane.light(picture);
        var change = busy(light);
        double power = spread(change, light.width, tile.pattern(payload, side(light.width, light.height)));
        // rounding to whole numbers adds a twelfth
        double wanted = 255 * 255 / Math.pow(10, decibels / 10) - 1 / 12.0;
        add(picture, change, (float) Math.sqrt(Math.max(0, wanted) * change.length / power));
    }

    /** The side of the squares: in large pictures they are larger, so that they bear being made small. */
    static int side(int width, int height) {
        return Math.max(Tile.SIDE, Math.round((float) Tile.SIDE * Math.min(width, height) / Tile.SHORT));
    }

    /** For each pixel how much more it may change than one in calm surroundings. */
    private static float[] busy(Plane light) {
        var mean = light.mean(REACH).values;
        var away = new float[mean.length];
        for (int i = 0; i < away.length; i++) {
            away[i] = Math.abs(light.values[i] - mean[i]);
        }
        var busy = new Plane(light.width, light.height, away).mean(REACH).values;
        var power = new float[BUSIEST * 16 + 1];
        for (int i = 0; i < power.length; i++) {
            power[i] = (float) Math.pow(1 + i / 16.0, POWER);
        }
        for (int i = 0; i < busy.length; i++) {
            busy[i] = power[(int) (Math.min(busy[i], BUSIEST) * 16)];
        }
        return busy;
    }

    /** Lays the pattern over and over; returns the sum of squares. */
    private static double spread(float[] change, int width, float[] pattern) {
        int side = (int) Math.sqrt(pattern.length);
        double power = 0;
        for (int y = 0; y < change.length / width; y++) {
            int row = y % side * side;
            int column = 0;
            float sum = 0;
            for (int at = y * width; at < (y + 1) * width; at++) {
                change[at] *= pattern[row + column];
                sum += change[at] * change[at];
                column = column + 1 == side ? 0 : column + 1;
            }
            power += sum;
        }
        return power;
    }

    private static void add(BufferedImage picture, float[] change, float gain) {
        int width = picture.getWidth();
        var rows = Samples.of(picture);
        var row = new int[width * rows.bands()];
        for (int y = 0; y < picture.getHeight(); y++) {
            rows.read(y, row);
            for (int x = 0, at = 0; x < width; x++, at += rows.bands()) {
                int by = Math.round(change[y * width + x] * gain);
                for (int colour = 0; colour < rows.colours(); colour++) {
                    row[at + colour] = Math.clamp(row[at + colour] + by, 0, 255);
                }
            }
            rows.write(y, row);
        }
    }

    /** The mark of a picture, if it has one of this key that can be read. */
    public Optional<Found> find(BufferedImage picture) {
        return new Search(tile).find(Plane.light(picture));
    }
}
