package zhiheng.provenance.watermark;

import java.awt.image.BufferedImage;
import java.util.Random;

/** How clear a mark seems to be in pictures that have none: what false finds are measured by. */
public final class MarkNoise {
    /** The side of a block, in pixels. */
    public static final int BLOCK = 256;

    private final Tile tile;

    public MarkNoise(MarkKey key) {
        tile = new Tile(key);
    }

    /** How clear the place of a mark stands out that is said to lie in some way in some block of a picture without one. */
    public double[] blocks(BufferedImage picture, int many, Random random) {
        var even = Plane.light(picture).detail().even();
        var clear = new double[many];
        for (int i = 0; i < many; i++) {
            var block = even.part(
                    random.nextInt(even.width - BLOCK + 1), random.nextInt(even.height - BLOCK + 1), BLOCK, BLOCK);
            var geometry = new Geometry(
                    Search.SMALLEST + (Search.LARGEST - Search.SMALLEST) * random.nextDouble(),
                    2 * Math.PI * random.nextDouble(),
                    random.nextBoolean());
            clear[i] = Folding.clear(tile, block, geometry);
        }
        return clear;
    }

    /** How clear the place of the clearest of all candidates is that are looked at before a picture is said to have no mark. */
    public double clearest(BufferedImage picture) {
        return new Search(tile).clearest(Plane.light(picture));
    }
}
