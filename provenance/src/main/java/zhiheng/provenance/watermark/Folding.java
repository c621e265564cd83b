package zhiheng.provenance.watermark;

import java.util.OptionalLong;

/** All squares of a mark laid upon each other: what is the picture's blurs, what is the mark's adds up. */
final class Folding {
    /**
     * @param clear how far the place of the squares stands out of noise, in standard deviations
     * @param payload if the check of the code holds
     */
    record Read(double clear, OptionalLong payload) {}

    private static final Fft WAVES = new Fft(Tile.SIDE);
    private static final Fft PLACES = new Fft(2 * Tile.SIDE);
    /** A wave that is stronger than usual by more counts no more. */
    private static final float MOST = 3;

    private final Tile tile;
    private final float[] re;
    private final float[] im;
    /** The waves of the place, as they differ from those of the pattern. */
    private final float[] placeRe = new float[Tile.SYNC];

    private final float[] placeIm = new float[Tile.SYNC];

    private Folding(Tile tile, Plane even, Geometry geometry) {
        this.tile = tile;
        re = new float[tile.waves()];
        im = new float[tile.waves()];
        waves(fold(even, geometry));
        differences();
    }

    /** Reads the mark that lies so in a picture. */
    static Read read(Tile tile, Plane even, Geometry geometry) {
        var folding = new Folding(tile, even, geometry);
        double[] place = folding.place();
        folding.shift(place[0], place[1]);
        return new Read(folding.clear(place), MarkCode.decode(tile.soft(folding.re, folding.im)));
    }

    /** Only how clear its place is. */
    static double clear(Tile tile, Plane even, Geometry geometry) {
        var folding = new Folding(tile, even, geometry);
        return folding.clear(folding.place());
    }

    private double clear(double[] place) {
        return agreement(place[0], place[1]) / Math.sqrt(Tile.SYNC / 2.0);
    }

    private static float[] fold(Plane even, Geometry geometry) {
        var folded = new float[Tile.SIDE * Tile.SIDE];
        // in 65,536ths of a pixel of the square, so that going round it is a mask away
        double unit = 65_536 / geometry.scale();
        double cos = Math.cos(geometry.turn()) * unit;
        double sin = Math.sin(geometry.turn()) * unit;
        double side = geometry.mirrored() ? -1 : 1;
        long right = Math.round(side * cos);
        long down = Math.round(-sin);
        for (int y = 0, at = 0; y < even.height; y++) {
            long u = (long) (side * y * sin) + 32_768;
            long v = (long) (y * cos) + 32_768;
            for (int x = 0; x < even.width; x++, at++) {
                int column = (int) (u >> 16) & Tile.SIDE - 1;
                int row = (int) (v >> 16) & Tile.SIDE - 1;
                folded[row * Tile.SIDE + column] += even.values[at];
                u += right;
                v += down;
            }
        }
        return folded;
    }

    /** Takes the waves out of the squares, each by how strong waves of about its length are. */
    private void waves(float[] folded) {
        var m = new float[folded.length];
        WAVES.square(folded, m);
        var sum = new double[Tile.FASTEST + 3];
        var many = new int[Tile.FASTEST + 3];
        for (int i = 0; i < tile.waves(); i++) {
            int at = (tile.along[i] & Tile.SIDE - 1) * Tile.SIDE + (tile.down[i] & Tile.SIDE - 1);
            re[i] = folded[at];
            im[i] = m[at];
            if (i >= Tile.SYNC) {
                sum[tile.length(i)] += re[i] * re[i] + im[i] * im[i];
                many[tile.length(i)]++;
            }
        }
        for (int i = 0; i < tile.waves(); i++) {
            int length = tile.length(i);
            double power = sum[length - 1] + sum[length] + sum[length + 1];
            int count = many[length - 1] + many[length] + many[length + 1];
            float by = (float) (1 / Math.sqrt(power / Math.max(1, count) + 1e-9));
            re[i] *= by;
            im[i] *= by;
        }
    }

    private void differences() {
        for (int i = 0; i < Tile.SYNC; i++) {
            float size = (float) Math.hypot(re[i], im[i]);
            float by = size > MOST ? MOST / size : 1;
            placeRe[i] = by * (re[i] * tile.syncRe[i] + im[i] * tile.syncIm[i]);
            placeIm[i] = by * (im[i] * tile.syncRe[i] - re[i] * tile.syncIm[i]);
        }
    }

    /** Where the squares begin: where the waves of the place agree best, to a tenth of a pixel. */
    private double[] place() {
        int side = PLACES.size;
        var r = new float[side * side];
        var m = new float[side * side];
        for (int i = 0; i < Tile.SYNC; i++) {
            int at = (tile.along[i] & side - 1) * side + (tile.down[i] & side - 1);
            r[at] = placeRe[i];
            m[at] = -placeIm[i]; // the transform of the conjugate is the conjugate of the inverse
        }
        PLACES.square(r, m);
        int best = 0;
        for (int i = 1; i < r.length; i++) {
            best = r[i] > r[best] ? i : best;
        }
        double x = (best & side - 1) / 2.0;
        double y = best / side / 2.0;
        double most = agreement(x, y);
        for (double step = 0.25; step > 0.05; step /= 2) {
            double fromX = x;
            double fromY = y;
            for (int i = 0; i < 9; i++) {
                double toX = fromX + (i % 3 - 1) * step;
                double toY = fromY + (i / 3 - 1) * step;
                double one = agreement(toX, toY);
                if (one > most) {
                    most = one;
                    x = toX;
                    y = toY;
                }
            }
        }
        return new double[] {x, y};
    }

    private double agreement(double x, double y) {
        double sum = 0;
        for (int i = 0; i < Tile.SYNC; i++) {
            double phase = 2 * Math.PI * (tile.along[i] * x + tile.down[i] * y) / Tile.SIDE;
            sum += placeRe[i] * Math.cos(phase) - placeIm[i] * Math.sin(phase);
        }
        return sum;
    }

    private void shift(double x, double y) {
        for (int i = 0; i < tile.waves(); i++) {
            double phase = 2 * Math.PI * (tile.along[i] * x + tile.down[i] * y) / Tile.SIDE;
            float cos = (float) Math.cos(phase);
            float sin = (float) Math.sin(phase);
            float r = re[i] * cos - im[i] * sin;
            im[i] = re[i] * sin + im[i] * cos;
            re[i] = r;
        }
    }
}
