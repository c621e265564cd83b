package zhiheng.labels.explicit;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds a known recording inside a sound by correlation, at any loudness and under other sound that is not much louder. It
 * tells that this recording is there; another voice saying the same words it does not know.
 */
final class SpeechFinder {
    private static final int RATE = 8000;
    private static final double PIECE_SECONDS = 1.5;
    private static final int SIZE = 1 << 15;
    private static final double LEAST = 0.5;

    private final int decimation;
    private final double rate;
    private final Fft fft = new Fft(SIZE);
    private final float[] pieceRe = new float[SIZE];
    private final float[] pieceIm = new float[SIZE];
    private final int piece;
    private final double pieceEnergy;
    private final double lead;
    private final float[] block = new float[SIZE];
    private int filled;
    private long blockAt;
    private int parts;
    private float sum;
    private double best = LEAST;
    private double bestAt = -1;

    /** @param soundRate of the sound that will be fed */
    SpeechFinder(float[] recording, int recordingRate, int soundRate) {
        decimation = Math.max(1, soundRate / RATE);
        rate = (double) soundRate / decimation;
        float[] fitted = Resample.to(recording, recordingRate, (int) Math.round(rate));
        piece = (int) Math.min(fitted.length, PIECE_SECONDS * rate);
        int from = loudest(fitted, piece);
        lead = from / rate;
        double energy = 0;
        for (int i = 0; i < piece; i++) {
            pieceRe[i] = fitted[from + i];
            energy += pieceRe[i] * pieceRe[i];
        }
        pieceEnergy = energy;
        fft.transform(pieceRe, pieceIm);
    }

    /** The part of a recording that has most to be known by. */
    private static int loudest(float[] samples, int length) {
        double energy = 0;
        double most = -1;
        int at = 0;
        for (int i = 0; i < samples.length; i++) {
            energy += samples[i] * samples[i];
            if (i >= length) {
                energy -= samples[i - length] * samples[i - length];
            }
            if (i >= length - 1 && energy > most) {
                most = energy;
                at = i - length + 1;
            }
        }
        return at;
    }

    void feed(float[] left, float[] right, int count) {
        for (int i = 0; i < count; i++) {
            sum += (left[i] + right[i]) / 2;
            if (++parts == decimation) {
                block[filled++] = sum / decimation;
                sum = 0;
                parts = 0;
                if (filled == SIZE) {
                    search();
                    int step = SIZE - piece + 1;
                    System.arraycopy(block, step, block, 0, piece - 1);
                    blockAt += step;
                    filled = piece - 1;
                }
            }
        }
    }

    /** Where the recording begins, in seconds. */
    Optional<Double> finish() {
        Arrays.fill(block, filled, SIZE, 0);
        search();
        return bestAt < 0 ? Optional.empty() : Optional.of(Math.max(0, bestAt / rate - lead));
    }

    private void search() {
        float[] re = block.clone();
        float[] im = new float[SIZE];
        fft.transform(re, im);
        // the product with the conjugate, conjugated: transforming it forwards is the inverse transform, conjugated
        for (int i = 0; i < SIZE; i++) {
            float a = re[i] * pieceRe[i] + im[i] * pieceIm[i];
            float b = im[i] * pieceRe[i] - re[i] * pieceIm[i];
            re[i] = a;
            im[i] = -b;
        }
        fft.transform(re, im);
        double energy = 0;
        for (int i = 0; i < piece - 1; i++) {
            energy += block[i] * block[i];
        }
        for (int at = 0; at + piece <= SIZE; at++) {
            energy += block[at + piece - 1] * block[at + piece - 1];
            double alike = re[at] / SIZE / Math.sqrt(Math.max(1e-9, energy * pieceEnergy));
            if (alike > best && energy > 1e-4) {
                best = alike;
                bestAt = blockAt + at;
            }
            energy -= block[at] * block[at];
        }
    }
}
