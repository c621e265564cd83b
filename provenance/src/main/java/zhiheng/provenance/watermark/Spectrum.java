package zhiheng.provenance.watermark;

/**
 * How strong each wave is in the middle of a picture, beside waves of about its length and direction: 1 is as usual. Where a picture's
 * squares begin changes nothing in it.
 */
final class Spectrum {
    /** Waves are told apart by how often they repeat in so many pixels. */
    static final int SIZE = 1_024;
    /** So much of the picture is looked at; what is left gives values between those that it needs. */
    private static final int PART = 832;
    /** What is far stronger than usual belongs to the picture and counts no more than this. */
    private static final float MOST = 6;

    private static final Fft FFT = new Fft(SIZE);

    private final float[] power;
    /** How far apart waves must be to be told apart, in places of the spectrum. */
    final double blur;

    Spectrum(Plane even) {
        var middle = even.middle(PART);
        var re = new float[SIZE * SIZE];
        var im = new float[SIZE * SIZE];
        for (int y = 0; y < middle.height; y++) {
            float down = edge(y, middle.height);
            for (int x = 0; x < middle.width; x++) {
                re[y * SIZE + x] = middle.values[y * middle.width + x] * down * edge(x, middle.width);
            }
        }
        FFT.square(re, im);
        power = new float[re.length];
        int half = SIZE / 2;
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                // frequency 0 into the middle, so that neighbours are neighbours
                int at = (i ^ half) * SIZE + (j ^ half);
                power[i * SIZE + j] = re[at] * re[at] + im[at] * im[at];
            }
        }
        int size = Math.min(middle.width, middle.height);
        blur = (double) SIZE / size;
        var around = new Plane(SIZE, SIZE, power).mean(8 * Math.min(3, SIZE / size)).values;
        for (int i = 0; i < power.length; i++) {
            power[i] = Math.min(MOST, power[i] / (around[i] + 1e-6f));
        }
    }

    /** The picture fades towards its edges, which are no waves of its own. */
    private static float edge(int at, int many) {
        int ramp = Math.max(8, many / 16);
        int from = Math.min(at, many - 1 - at);
        return from >= ramp ? 1 : (float) (0.5 - 0.5 * Math.cos(Math.PI * (from + 0.5) / ramp));
    }

    /** The mean over the first {@code many} waves of a pattern that lies so; quick and rough. */
    float rough(Tile tile, int many, Geometry geometry) {
        float unit = (float) (SIZE / (Tile.SIDE * geometry.scale()));
        float cos = (float) Math.cos(geometry.turn()) * unit;
        float sin = (float) Math.sin(geometry.turn()) * unit;
        float side = geometry.mirrored() ? -1 : 1;
        float sum = 0;
        for (int wave = 0; wave < many; wave++) {
            float along = side * tile.along[wave];
            int x = (int) (along * cos - tile.down[wave] * sin + SIZE / 2 + 0.5f);
            int y = (int) (along * sin + tile.down[wave] * cos + SIZE / 2 + 0.5f);
            sum += (x | y) >= 0 && x < SIZE && y < SIZE ? power[x * SIZE + y] : 1;
        }
        return sum / many;
    }

    /** The mean over all waves, between the places of the spectrum. */
    float fine(Tile tile, Geometry geometry) {
        float unit = (float) (SIZE / (Tile.SIDE * geometry.scale()));
        float cos = (float) Math.cos(geometry.turn()) * unit;
        float sin = (float) Math.sin(geometry.turn()) * unit;
        float side = geometry.mirrored() ? -1 : 1;
        float sum = 0;
        int many = 0;
        for (int wave = 0; wave < tile.waves(); wave++) {
            float along = side * tile.along[wave];
            float x = along * cos - tile.down[wave] * sin + SIZE / 2;
            float y = along * sin + tile.down[wave] * cos + SIZE / 2;
            if (x >= 0 && y >= 0 && x < SIZE - 1 && y < SIZE - 1) {
                int at = (int) x * SIZE + (int) y;
                float a = x - (int) x;
                float b = y - (int) y;
                sum += (1 - a) * ((1 - b) * power[at] + b * power[at + 1])
                        + a * ((1 - b) * power[at + SIZE] + b * power[at + SIZE + 1]);
                many++;
            }
        }
        return sum / Math.max(1, many);
    }
}
