package zhiheng.labels;

import java.util.Random;

/** Sound made on the spot. */
public final class Sounds {
    private Sounds() {}

    public static void add(float[] to, float[] what, int at) {
        for (int i = 0; i < what.length && at + i < to.length; i++) {
            to[at + i] += what[i];
        }
    }

    public static void tone(float[] to, int rate, double from, double length, double hertz, double level) {
        int start = (int) (from * rate);
        int count = (int) (length * rate);
        for (int i = 0; i < count && start + i < to.length; i++) {
            double edge = Math.min(1, Math.min(i, count - i) / (0.004 * rate));
            to[start + i] += (float) (level * edge * Math.sin(2 * Math.PI * hertz * i / rate));
        }
    }

    public static float[] noise(int length, double rms, long seed) {
        var random = new Random(seed);
        var out = new float[length];
        for (int i = 0; i < length; i++) {
            out[i] = (float) (rms * random.nextGaussian());
        }
        return out;
    }

    /** Syllables: gliding harmonics with a swelling envelope and bursts of breath, at the tempo of speech. */
    public static float[] speech(int rate, int seconds, long seed) {
        var random = new Random(seed);
        float[] out = noise(rate * seconds, 0.001, seed);
        double at = 0;
        while (at < seconds) {
            double length = 0.06 + 0.2 * random.nextDouble();
            double pitch = 90 + 160 * random.nextDouble();
            double glide = (random.nextDouble() - 0.5) * 60;
            double formant = 400 + 1800 * random.nextDouble();
            int start = (int) (at * rate);
            int count = (int) (length * rate);
            double phase = 0;
            for (int i = 0; i < count && start + i < out.length; i++) {
                phase += 2 * Math.PI * (pitch + glide * i / count) / rate;
                double sum = 0;
                for (int h = 1; h * pitch < 4000; h++) {
                    double distance = (h * pitch - formant) / 500;
                    sum += Math.sin(h * phase) * (0.2 / h + Math.exp(-distance * distance) * 0.5);
                }
                out[start + i] += (float) (0.2 * Math.sin(Math.PI * i / count) * sum + 0.01 * random.nextGaussian());
            }
            at += length + (random.nextInt(4) == 0 ? 0.25 * random.nextDouble() : 0.03 * random.nextDouble());
        }
        return out;
    }

    /** Plucked and held notes of a scale on a beat, in two voices, with rests: the hardest of the three. */
    public static float[] music(int rate, int seconds, long seed, double level) {
        var random = new Random(seed);
        var out = new float[rate * seconds];
        int[] scale = {0, 2, 4, 5, 7, 9, 11, 12};
        for (int voice = 0; voice < 2; voice++) {
            double beat = 0.1 + 0.15 * random.nextDouble();
            double at = 0;
            while (at < seconds) {
                double length = beat * (1 + random.nextInt(4));
                double hertz = 220 * (voice + 1) * Math.pow(2, scale[random.nextInt(8)] / 12.0);
                if (random.nextInt(5) > 0) {
                    for (int h = 1; h < 5; h++) {
                        tone(out, rate, at, length * (0.6 + 0.35 * random.nextDouble()), hertz * h, level / h);
                    }
                }
                at += length;
            }
        }
        return out;
    }
}
