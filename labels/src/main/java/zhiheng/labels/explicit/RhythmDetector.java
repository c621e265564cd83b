package zhiheng.labels.explicit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the rhythm mark of 5.3 in a sound of any length: a tone of any pitch that sounds short long, short short. The
 * sound is taken apart into narrow bands, so noise and other voices disturb only the band they are in. In each band, and
 * for thresholds from loud to soft, four stretches of tone are held against the rhythm. What fits must also be a steady,
 * narrow tone, which speech and most music are not. Memory is bounded: half a minute of bands is held at a time.
 */
final class RhythmDetector {
    /** A mark; times in seconds. {@code contrast}: by how many decibels the tone stands over its gaps. */
    record Hit(double from, double to, double dot, double ratio, double hertz, double contrast) {}

    private static final double LOWEST_HERTZ = 150;
    private static final double HIGHEST_HERTZ = 4200;
    private static final double HOP_SECONDS = 0.004;
    private static final double WINDOW_SECONDS = 0.0115;
    private static final double HELD_SECONDS = 45;
    /** The longest mark looked for: shorts of one second, and the silence around. */
    private static final double LONGEST_SECONDS = 15;

    private final int decimation;
    private final int size;
    private final int hop;
    private final double hopSeconds;
    private final double binHertz;
    private final int lowBin;
    private final int bands;
    private final Fft fft;
    private final float[] window;
    private final float[] left;
    private final float[] right;
    private final float[] re;
    private final float[] im;
    private int filled;
    private int parts;
    private float sumLeft;
    private float sumRight;

    private final float[][] held;
    private int frames;
    private long firstFrame;
    private final List<Hit> hits = new ArrayList<>();

    RhythmDetector(int rate) {
        decimation = Math.max(1, rate / 16000);
        double low = (double) rate / decimation;
        size = Integer.highestOneBit((int) Math.max(64, low * WINDOW_SECONDS * 1.42));
        hop = Math.max(1, (int) Math.round(low * HOP_SECONDS));
        hopSeconds = hop / low;
        binHertz = low / size;
        lowBin = Math.max(1, (int) Math.round(LOWEST_HERTZ / binHertz));
        bands = Math.max(1, Math.min(size / 2 - 1, (int) (HIGHEST_HERTZ / binHertz)) - lowBin + 1);
        fft = new Fft(size);
        window = new float[size];
        for (int i = 0; i < size; i++) {
            window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / size));
        }
        left = new float[size];
        right = new float[size];
        re = new float[size];
        im = new float[size];
        held = new float[bands][(int) (HELD_SECONDS / hopSeconds)];
    }

    /** Two channels; a single one comes twice. */
    void feed(float[] l, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            sumLeft += l[i];
            sumRight += r[i];
            if (++parts == decimation) {
                left[filled] = sumLeft / decimation;
                right[filled++] = sumRight / decimation;
                sumLeft = 0;
                sumRight = 0;
                parts = 0;
                if (filled == size) {
                    frame();
                    System.arraycopy(left, hop, left, 0, size - hop);
                    System.arraycopy(right, hop, right, 0, size - hop);
                    filled = size - hop;
                }
            }
        }
    }

    /** Every mark, in the order of time. */
    List<Hit> finish() {
        // what sounds to the very end is followed by silence
        for (int i = 0; i < size + 3 * hop; i++) {
            feed(new float[decimation], new float[decimation], decimation);
        }
        search(true);
        hits.sort(Comparator.comparingDouble(Hit::from));
        return hits;
    }

    private void frame() {
        for (int i = 0; i < size; i++) {
            re[i] = left[i] * window[i];
            im[i] = right[i] * window[i];
        }
        fft.transform(re, im);
        if (frames == held[0].length) {
            search(false);
            int keep = (int) (LONGEST_SECONDS / hopSeconds);
            for (float[] band : held) {
                System.arraycopy(band, frames - keep, band, 0, keep);
            }
            firstFrame += frames - keep;
            frames = keep;
        }
        for (int b = 0; b < bands; b++) {
            int k = lowBin + b;
            // the two channels as one complex signal: the two mirrored bins together hold the power of both
            double power = re[k] * re[k] + im[k] * im[k] + re[size - k] * re[size - k] + im[size - k] * im[size - k];
            held[b][frames] = (float) (10 * Math.log10(power / size + 1e-10));
        }
        frames++;
    }

    private void search(boolean last) {
        var found = new ArrayList<Hit>();
        for (int b = 0; b < bands; b++) {
            double hertz = (lowBin + b) * binHertz;
            new RhythmBand(held, b, frames, firstFrame == 0, last)
                    .find((from, to, dot, ratio, contrast) -> found.add(new Hit(
                            (firstFrame + from) * hopSeconds,
                            (firstFrame + to) * hopSeconds,
                            dot * hopSeconds,
                            ratio,
                            hertz,
                            contrast)));
        }
        found.sort(Comparator.comparingDouble(Hit::contrast).reversed());
        for (Hit hit : found) {
            if (hits.stream().noneMatch(h -> h.from < hit.to && hit.from < h.to)) {
                hits.add(hit);
            }
        }
    }
}
