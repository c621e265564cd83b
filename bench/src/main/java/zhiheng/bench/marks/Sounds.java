package zhiheng.bench.marks;

import java.util.Random;

/** Sounds made from a seed, between -1 and 1: four kinds, of which half serve to set parameters and half are kept back to report on. */
public enum Sounds {
    /** Notes with overtones that fade. */
    MUSIC(true),
    /** Syllables: pulses through a throat that moves, with pauses. */
    SPEECH(false),
    /** Rain and wind: noise that swells. */
    WEATHER(true),
    /** Drums and a bass. */
    BEAT(false);

    public final boolean tuning;

    Sounds(boolean tuning) {
        this.tuning = tuning;
    }

    public float[] play(int rate, double seconds, long seed) {
        var random = new Random(seed * 7 + ordinal());
        var out = new float[(int) (rate * seconds)];
        switch (this) {
            case MUSIC -> music(out, rate, random);
            case SPEECH -> speech(out, rate, random);
            case WEATHER -> weather(out, rate, random);
            case BEAT -> beat(out, rate, random);
        }
        float most = 1e-6f;
        for (float value : out) {
            most = Math.max(most, Math.abs(value));
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = 0.8f * out[i] / most + (float) random.nextGaussian() * 2e-4f;
        }
        return out;
    }

    private static void music(float[] out, int rate, Random random) {
        for (double time = 0; time < out.length / (double) rate; time += 0.12 + 0.2 * random.nextDouble()) {
            double pitch = 110 * Math.pow(2, random.nextInt(37) / 12.0);
            double fade = 1.5 + 3 * random.nextDouble();
            double bright = 0.5 + random.nextDouble();
            for (int overtone = 1; overtone <= 20 && overtone * pitch < rate * 0.45; overtone++) {
                double strength = random.nextDouble() / Math.pow(overtone, bright);
                double phase = 6.28 * random.nextDouble();
                int from = (int) (time * rate);
                for (int i = 0; i < rate * 1.5 && from + i < out.length; i++) {
                    double t = i / (double) rate;
                    out[from + i] += (float) (strength
                            * Math.exp(-fade * t * Math.sqrt(overtone))
                            * Math.min(1, t * 200)
                            * Math.sin(2 * Math.PI * overtone * pitch * t + phase));
                }
            }
        }
    }

    private static void speech(float[] out, int rate, Random random) {
        int at = 0;
        while (at < out.length) {
            int many = (int) (rate * (0.08 + 0.18 * random.nextDouble()));
            boolean voiced = random.nextInt(4) > 0;
            double pitch = 90 + 130 * random.nextDouble();
            double[] hertz = {
                300 + 500 * random.nextDouble(),
                900 + 1_400 * random.nextDouble(),
                2_300 + 900 * random.nextDouble(),
                3_400 + 800 * random.nextDouble()
            };
            var state = new double[hertz.length][2];
            for (int i = 0; i < many && at + i < out.length; i++) {
                double phase = (i * pitch / rate) % 1;
                double push = voiced
                        ? (phase < pitch / rate ? 1 : 0) + 0.02 * random.nextGaussian()
                        : 0.15 * random.nextGaussian();
                double sum = 0;
                for (int f = 0; f < hertz.length; f++) {
                    double r = Math.exp(-Math.PI * (70 + 40 * f) / rate);
                    double y =
                            push + 2 * r * Math.cos(2 * Math.PI * hertz[f] / rate) * state[f][0] - r * r * state[f][1];
                    state[f][1] = state[f][0];
                    state[f][0] = y;
                    sum += y * (1 - r) * (f % 2 == 0 ? 1 : -1);
                }
                out[at + i] = (float) (sum * Math.sin(Math.PI * i / many));
            }
            at += many + (random.nextInt(5) == 0 ? (int) (rate * 0.3 * random.nextDouble()) : rate / 100);
        }
    }

    private static void weather(float[] out, int rate, Random random) {
        double low = 0;
        double swell = 1;
        double to = 1;
        for (int i = 0; i < out.length; i++) {
            if (i % (rate / 2) == 0) {
                to = 0.2 + random.nextDouble();
            }
            swell += (to - swell) / (rate / 4.0);
            low += 0.25 * (random.nextGaussian() - low);
            out[i] = (float) (low * swell);
        }
    }

    private static void beat(float[] out, int rate, Random random) {
        double tempo = 0.4 + 0.25 * random.nextDouble();
        double bass = 55 + 30 * random.nextDouble();
        for (int i = 0; i < out.length; i++) {
            double t = i / (double) rate;
            double half = t % (tempo / 2);
            double whole = t % tempo;
            double low = 0;
            for (int k = 1; k < 40; k += 2) {
                low += Math.sin(2 * Math.PI * bass * k * t) / k;
            }
            out[i] = (float) (Math.exp(-whole * 14) * Math.sin(2 * Math.PI * (50 + 90 * Math.exp(-whole * 30)) * whole)
                    + 0.25 * Math.exp(-half * 18) * random.nextGaussian()
                    + 0.2 * low * (0.6 + 0.4 * Math.sin(3 * t)));
        }
    }
}
