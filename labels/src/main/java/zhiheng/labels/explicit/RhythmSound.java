package zhiheng.labels.explicit;

import java.util.Arrays;

/** The rhythm mark as samples: short long, short short (5.3), with the durations of the Morse code (ITU-R M.1677-1). */
final class RhythmSound {
    /** Sound and silence by turns in units of a short: the letters A and I, with the silence that sets them apart. */
    private static final int[] UNITS = {1, 1, 3, 3, 1, 1, 1};

    /** Silence on both sides, the gap between words, so that the rhythm is not run into by what is before and after. */
    private static final int WORD_GAP = 7;

    /** Attack and release; a tone cut off hard clicks. */
    private static final double RAMP_SECONDS = 0.005;

    private RhythmSound() {}

    static float[] samples(ExplicitOptions.Rhythm rhythm, int rate) {
        int dot = (int) Math.round(rhythm.dot().toNanos() / 1e9 * rate);
        int total = Arrays.stream(UNITS).sum() + 2 * WORD_GAP;
        float[] out = new float[total * dot];
        int at = WORD_GAP * dot;
        for (int i = 0; i < UNITS.length; i++) {
            if (i % 2 == 0) {
                tone(out, at, UNITS[i] * dot, rhythm, rate);
            }
            at += UNITS[i] * dot;
        }
        return out;
    }

    private static void tone(float[] out, int from, int length, ExplicitOptions.Rhythm rhythm, int rate) {
        double ramp = RAMP_SECONDS * rate;
        double hertz = Math.min(rhythm.hertz(), rate / 2.5);
        for (int i = 0; i < length; i++) {
            double edge = Math.min(1, Math.min(i, length - 1 - i) / ramp);
            double gain = 0.5 - 0.5 * Math.cos(Math.PI * edge);
            out[from + i] = (float) (rhythm.level() * gain * Math.sin(2 * Math.PI * hertz * i / rate));
        }
    }
}
