package zhiheng.server.rooms.watch;

import java.time.Instant;
import java.util.Random;

/** CSV files by chance, the same on every machine: times that are even, uneven, that pause and go back, and values that are missing. */
enum GeneratedRows {
    NOISE,
    BITS,
    DAILY,
    HEART,
    MODES,
    COUNTS;

    private static final int ROWS = 6_000;

    private static double sine(double x) {
        return StrictMath.sin(2 * Math.PI * x);
    }

    private double value(int i, Random random) {
        double noise = random.nextGaussian();
        boolean event = random.nextInt(700) == 0;
        return switch (this) {
            case NOISE -> 50 + noise + (event ? 20 : 0);
            case BITS -> random.nextInt(i < ROWS / 2 ? 40 : 12) == 0 ? 1 : 0;
            case DAILY -> 100 + 40 * sine(i / 288.0) + 2 * noise + (event ? 60 : 0);
            case HEART -> StrictMath.exp(-80 * (1 + sine(i / 83.0 + .01 * noise))) + .03 * noise;
            case MODES -> i / 70 % 3 + .02 * noise + (event ? .5 : 0);
            case COUNTS -> Math.rint(20 + 10 * sine(i / 288.0) + 3 * noise + (event ? 40 : 0));
        };
    }

    /** @param seed even for even times in seconds, odd for uneven ones as people write them, with pauses, leaps back and gaps */
    String csv(long seed) {
        var random = new Random(seed);
        boolean uneven = seed % 2 == 1;
        var csv = new StringBuilder("time,value\n");
        long time = 1_700_000_000;
        for (int i = 0; i < ROWS; i++) {
            double value = value(i, random);
            var written = this == BITS || this == COUNTS
                    ? Long.toString(Math.max(0, Math.round(value)))
                    : Double.toString(Math.rint(value * 1000) / 1000);
            if (uneven) {
                time += random.nextInt(600) + (random.nextInt(900) == 0 ? 200_000 : 0);
                time -= random.nextInt(400) == 0 ? 1_000 : 0;
                written = random.nextInt(100) == 0 ? "" : written;
            } else {
                time += 300;
            }
            csv.append(
                            uneven && random.nextBoolean()
                                    ? Instant.ofEpochSecond(time).toString()
                                    : Long.toString(time))
                    .append(',')
                    .append(written)
                    .append('\n');
        }
        return csv.toString();
    }
}
