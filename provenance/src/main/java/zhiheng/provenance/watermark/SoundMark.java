package zhiheng.provenance.watermark;

import java.util.Optional;

/**
 * Writes a mark of 64 bits into a sound, and finds it again after it was coded, cut, made quieter or sampled at another rate. Time and
 * pitch are divided into fields; in each the sound is made a little louder or softer. The fields of {@value #PERIOD} steps of time repeat;
 * some are the same for every mark of a key and tell where that begins, the others carry the bits of the code. A sound that was made faster,
 * slower, higher or lower is not found. Safe for several threads.
 */
public final class SoundMark {
    /** How much louder or softer a field becomes unless another measure is asked for, in decibels. */
    public static final double DECIBELS = 1;

    /** Sounds below this rate of samples have no room for it. */
    public static final int SLOWEST_RATE = 8_000;

    /** Of one field, in seconds. */
    private static final double STEP = 2_048 / 44_100.0;
    /** How many steps of time until the fields repeat: about six seconds. */
    static final int PERIOD = 128;

    private static final int BANDS = 36;
    private static final double LOWEST = 600;
    private static final double BAND = 150;
    /** Every so many fields one tells where the repetition begins. */
    private static final int SYNC_EVERY = 4;
    /** Positions between two steps at which it is tried where a step begins. */
    private static final int BETWEEN = 4;
    /** Of natural logarithms of power: what differs more from its surroundings counts no more. */
    private static final double MOST = 0.3;
    /** What so many bands on each side do as well, such as the beginning of a syllable, is the sound's. */
    private static final int TOGETHER = 4;
    /** A mark is believed when its place stands out of noise by so many standard deviations, beside the check of the code. */
    static final double CLEAR = 5.5;

    /** For each field the bit of the code it carries, or -1 for one that tells the place, and whether it is turned over. */
    private final int[] bit = new int[PERIOD * BANDS];

    private final boolean[] over = new boolean[PERIOD * BANDS];

    /** @param clear how far the place stands out of noise, in standard deviations */
    public record Found(long payload, double clear) {}

    public SoundMark(MarkKey key) {
        var draw = key.draw("sound");
        var order = draw.order(bit.length);
        for (int i = 0; i < bit.length; i++) {
            bit[i] = order[i] % SYNC_EVERY == 0 ? -1 : order[i] % MarkCode.BITS;
            over[i] = draw.coin();
        }
    }

    /**
     * Writes a mark, in place.
     *
     * @param channels samples of each channel, in any one unit; {@code rate} samples a second
     * @param decibels how much louder or softer a field becomes
     */
    public void embed(float[][] channels, int rate, long payload, double decibels) {
        if (rate < SLOWEST_RATE) {
            throw new IllegalArgumentException("at least " + SLOWEST_RATE + " samples a second");
        }
        var field = fields(payload);
        for (float[] samples : channels) {
            embed(samples, rate, field, decibels);
        }
    }

    private float[] fields(long payload) {
        var code = MarkCode.encode(payload);
        var field = new float[bit.length];
        for (int i = 0; i < field.length; i++) {
            boolean louder = bit[i] < 0 || code[bit[i]] == 1;
            field[i] = louder ^ over[i] ? 1 : -1;
        }
        return field;
    }

    private static int window(int rate) {
        return Integer.highestOneBit((int) Math.ceil(STEP * rate));
    }

    private static void embed(float[] samples, int rate, float[] field, double decibels) {
        int size = window(rate);
        int hop = size / 2;
        var fft = new Fft(size);
        var window = new float[size];
        for (int i = 0; i < size; i++) {
            window[i] = (float) Math.sin(Math.PI * (i + 0.5) / size);
        }
        var out = new float[samples.length];
        var re = new float[size];
        var im = new float[size];
        var gain = new float[BANDS];
        for (int start = -hop; start < samples.length; start += hop) {
            double position = (start + hop) / (STEP * rate) - 0.5;
            gains(field, position, decibels, gain);
            for (int i = 0; i < size; i++) {
                int at = start + i;
                re[i] = at >= 0 && at < samples.length ? samples[at] * window[i] : 0;
                im[i] = 0;
            }
            fft.forward(re, im, 0);
            for (int i = 1; i < hop; i++) {
                int band = band((double) i * rate / size);
                float by = band >= 0 ? gain[band] : 1;
                re[i] *= by;
                im[i] *= -by;
                re[size - i] *= by;
                im[size - i] *= -by;
            }
            // the transform of the conjugate is the conjugate of the inverse, whose real part is wanted
            fft.forward(re, im, 0);
            for (int i = 0; i < size; i++) {
                int at = start + i;
                if (at >= 0 && at < samples.length) {
                    out[at] += re[i] / size * window[i];
                }
            }
        }
        System.arraycopy(out, 0, samples, 0, samples.length);
    }

    private static int band(double hertz) {
        int band = (int) Math.floor((hertz - LOWEST) / BAND);
        return band >= 0 && band < BANDS ? band : -1;
    }

    private static void gains(float[] field, double position, double decibels, float[] gain) {
        int step = (int) Math.floor(position);
        double part = position - step;
        int one = Math.floorMod(step, PERIOD) * BANDS;
        int next = Math.floorMod(step + 1, PERIOD) * BANDS;
        for (int band = 0; band < BANDS; band++) {
            double by = (1 - part) * field[one + band] + part * field[next + band];
            gain[band] = (float) Math.pow(10, by * decibels / 20);
        }
    }

    /** The mark of a sound, if it has one of this key that can be read. */
    public Optional<Found> find(float[][] channels, int rate) {
        if (rate < SLOWEST_RATE || channels.length == 0) {
            return Optional.empty();
        }
        var mean = new float[channels[0].length];
        for (float[] samples : channels) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += samples[i] / channels.length;
            }
        }
        Optional<Found> best = Optional.empty();
        var loud = loudness(mean, rate);
        for (int between = 0; between < BETWEEN; between++) {
            var folded = fold(loud, between);
            var found = read(folded);
            if (found.isPresent() && (best.isEmpty() || best.get().clear < found.get().clear)) {
                best = found;
            }
        }
        return best;
    }

    /** How loud each band is at each quarter of a step, as the logarithm of its power. */
    private static float[][] loudness(float[] samples, int rate) {
        int size = window(rate);
        var fft = new Fft(size);
        var window = new float[size];
        for (int i = 0; i < size; i++) {
            window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / size));
        }
        int many = (int) (samples.length / (STEP * rate) * BETWEEN);
        var loud = new float[many][BANDS];
        var re = new float[size];
        var im = new float[size];
        for (int k = 0; k < many; k++) {
            int start = (int) Math.round(k * STEP * rate / BETWEEN) - size / 2;
            for (int i = 0; i < size; i++) {
                int at = start + i;
                re[i] = at >= 0 && at < samples.length ? samples[at] * window[i] : 0;
                im[i] = 0;
            }
            fft.forward(re, im, 0);
            for (int i = 1; i < size / 2; i++) {
                int band = band((double) i * rate / size);
                if (band >= 0) {
                    loud[k][band] += re[i] * re[i] + im[i] * im[i];
                }
            }
            for (int band = 0; band < BANDS; band++) {
                loud[k][band] = (float) Math.log(loud[k][band] + 1e-9);
            }
        }
        return loud;
    }

    /** All repetitions laid upon each other: how much louder each field is than just before and after. */
    private static float[] fold(float[][] loud, int between) {
        var folded = new float[PERIOD * BANDS];
        var differs = new double[BANDS];
        for (int step = 2; BETWEEN * (step + 2) + between < loud.length; step++) {
            int at = BETWEEN * step + between;
            for (int band = 0; band < BANDS; band++) {
                float around = (loud[at - BETWEEN][band] + loud[at + BETWEEN][band]) / 2;
                float further = (loud[at - 2 * BETWEEN][band] + loud[at + 2 * BETWEEN][band]) / 2;
                differs[band] = loud[at][band] - 0.7 * around - 0.3 * further;
            }
            for (int band = 0; band < BANDS; band++) {
                double together = 0;
                int from = Math.max(0, band - TOGETHER);
                int until = Math.min(BANDS, band + TOGETHER + 1);
                for (int i = from; i < until; i++) {
                    together += differs[i] / (until - from);
                }
                folded[step % PERIOD * BANDS + band] += (float) Math.clamp(differs[band] - together, -MOST, MOST);
            }
        }
        return folded;
    }

    private Optional<Found> read(float[] folded) {
        double square = 0;
        for (float value : folded) {
            square += value * value;
        }
        int best = 0;
        double most = 0;
        for (int shift = 0; shift < PERIOD; shift++) {
            double sum = 0;
            for (int i = 0; i < bit.length; i++) {
                if (bit[i] < 0) {
                    float value = folded[(i + shift * BANDS) % folded.length];
                    sum += over[i] ? -value : value;
                }
            }
            if (sum > most) {
                most = sum;
                best = shift;
            }
        }
        double clear = most / Math.sqrt(square / SYNC_EVERY + 1e-9);
        if (clear < CLEAR) {
            return Optional.empty();
        }
        var soft = new float[MarkCode.BITS];
        for (int i = 0; i < bit.length; i++) {
            if (bit[i] >= 0) {
                float value = folded[(i + best * BANDS) % folded.length];
                soft[bit[i]] += over[i] ? -value : value;
            }
        }
        var payload = MarkCode.decode(soft);
        return payload.isPresent() ? Optional.of(new Found(payload.getAsLong(), clear)) : Optional.empty();
    }
}
