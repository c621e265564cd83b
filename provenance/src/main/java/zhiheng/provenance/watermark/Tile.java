package zhiheng.provenance.watermark;

import java.util.ArrayList;

/**
 * The pattern of a mark: a square that repeats, made of waves that fit into it a whole number of times. Some waves are the same for every
 * mark of a key, and tell where the squares lie, how large and how turned they are; the others carry the bits of the code, each bit on
 * several waves in both phases.
 */
final class Tile {
    /** The side of the square, in pixels of a picture whose short side is up to {@link #SHORT}. */
    static final int SIDE = 128;
    /** The tile grows with pictures whose short side is longer, so that they bear being made small. */
    static final int SHORT = 1_024;
    /** Waves are between so many and so many a square: slower ones drown in the picture, faster ones are lost to compression. */
    static final int SLOWEST = 5;

    static final int FASTEST = 24;
    private static final int SYNC_SLOWEST = 8;
    static final int SYNC_FASTEST = 20;
    /** How many waves say where the squares lie. */
    static final int SYNC = 72;
    /** How large each of these is beside one phase of the others. */
    private static final float SYNC_GAIN = 2.7f;

    /** How often each wave repeats along and down the square; the first {@link #SYNC} are those of the place. */
    final int[] along;

    final int[] down;
    /** The phases of the waves of the place. */
    final float[] syncRe = new float[SYNC];

    final float[] syncIm = new float[SYNC];
    /** For wave i beyond those, the bits of the code on its two phases, and whether they are turned over. */
    private final int[] bit;

    private final boolean[] over;

    Tile(MarkKey key) {
        var draw = key.draw("picture tile");
        var waves = new ArrayList<int[]>();
        for (int x = 0; x <= FASTEST; x++) {
            for (int y = x == 0 ? 1 : -FASTEST; y <= FASTEST; y++) {
                int square = x * x + y * y;
                if (square >= SLOWEST * SLOWEST && square <= FASTEST * FASTEST) {
                    waves.add(new int[] {x, y});
                }
            }
        }
        var order = draw.order(waves.size());
        along = new int[order.length];
        down = new int[order.length];
        int sync = 0;
        int data = SYNC;
        for (int i : order) {
            var wave = waves.get(i);
            int square = wave[0] * wave[0] + wave[1] * wave[1];
            boolean placed =
                    sync < SYNC && square >= SYNC_SLOWEST * SYNC_SLOWEST && square <= SYNC_FASTEST * SYNC_FASTEST;
            int at = placed ? sync++ : data++;
            along[at] = wave[0];
            down[at] = wave[1];
        }
        for (int i = 0; i < SYNC; i++) {
            double phase = 2 * Math.PI * draw.unit();
            syncRe[i] = (float) Math.cos(phase);
            syncIm[i] = (float) Math.sin(phase);
        }
        int carriers = 2 * (along.length - SYNC);
        bit = draw.order(carriers);
        over = new boolean[carriers];
        for (int i = 0; i < carriers; i++) {
            bit[i] %= MarkCode.BITS;
            over[i] = draw.coin();
        }
    }

    int waves() {
        return along.length;
    }

    /** How often a wave repeats along its own direction, rounded. */
    int length(int wave) {
        return (int) Math.round(Math.hypot(along[wave], down[wave]));
    }

    /** The pattern of a payload, {@code side} pixels wide and high, in rows; its mean square is 1. */
    float[] pattern(long payload, int side) {
        var code = MarkCode.encode(payload);
        var re = new float[FASTEST + 1][2 * FASTEST + 1];
        var im = new float[FASTEST + 1][2 * FASTEST + 1];
        double power = 0;
        for (int i = 0; i < waves(); i++) {
            float a = i < SYNC ? SYNC_GAIN * syncRe[i] : sign(code, 2 * (i - SYNC));
            float b = i < SYNC ? SYNC_GAIN * syncIm[i] : sign(code, 2 * (i - SYNC) + 1);
            re[along[i]][down[i] + FASTEST] = a;
            im[along[i]][down[i] + FASTEST] = b;
            power += (a * a + b * b) / 2;
        }
        return draw(re, im, side, (float) (1 / Math.sqrt(power)));
    }

    private float sign(byte[] code, int carrier) {
        return code[bit[carrier]] == 1 ^ over[carrier] ? 1 : -1;
    }

    private static float[] draw(float[][] re, float[][] im, int side, float gain) {
        var cos = new float[side];
        var sin = new float[side];
        for (int i = 0; i < side; i++) {
            cos[i] = (float) Math.cos(2 * Math.PI * i / side);
            sin[i] = (float) Math.sin(2 * Math.PI * i / side);
        }
        var pattern = new float[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x <= FASTEST; x++) {
                float a = 0;
                float b = 0;
                for (int wave = 0; wave <= 2 * FASTEST; wave++) {
                    int turn = Math.floorMod((wave - FASTEST) * y, side);
                    a += re[x][wave] * cos[turn] - im[x][wave] * sin[turn];
                    b += re[x][wave] * sin[turn] + im[x][wave] * cos[turn];
                }
                a *= gain;
                b *= gain;
                for (int column = 0, turn = 0; column < side; column++) {
                    pattern[y * side + column] += a * cos[turn] - b * sin[turn];
                    turn += x;
                    turn = turn >= side ? turn - side : turn;
                }
            }
        }
        return pattern;
    }

    /** How surely each bit of the code is 1, from the two phases of each wave. */
    float[] soft(float[] re, float[] im) {
        var soft = new float[MarkCode.BITS];
        for (int i = SYNC; i < waves(); i++) {
            int carrier = 2 * (i - SYNC);
            soft[bit[carrier]] += over[carrier] ? -re[i] : re[i];
            soft[bit[carrier + 1]] += over[carrier + 1] ? -im[i] : im[i];
        }
        return soft;
    }
}
