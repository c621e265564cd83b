package zhiheng.watch.rate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What came before dependence was known, so that it can be weighed by it once it is: pieces of {@value #PIECE} observations with their
 * sum, and pieces without any event joined as far as their moments are alike, so that a rare event costs little room. Holds {@value #MOST} pieces at most.
 */
final class Pending {
    static final int PIECE = 4;
    static final int MOST = 512;

    private int pieces;
    private long[] begun = new long[8];
    private long[] observations = new long[8];
    private double[] weight = new double[8];
    private double[] ones = new double[8];

    int pieces() {
        return pieces;
    }

    long begun(int piece) {
        return begun[piece];
    }

    /** How many observations it holds. */
    long observations(int piece) {
        return observations[piece];
    }

    double weight(int piece) {
        return weight[piece];
    }

    double ones(int piece) {
        return ones[piece];
    }

    /** What finds no room is not kept: so much without dependence being known is a stream of one value, which needs no second look. */
    void add(long time, double value, double more, long alike) {
        if (pieces == MOST) {
            return;
        }
        if (pieces > 0 && takes(pieces - 1, time, value, more, alike)) {
            grow(pieces - 1, value, more);
            return;
        }
        if (pieces == begun.length) {
            int room = Math.clamp(2L * pieces, 8, MOST);
            begun = Arrays.copyOf(begun, room);
            observations = Arrays.copyOf(observations, room);
            weight = Arrays.copyOf(weight, room);
            ones = Arrays.copyOf(ones, room);
        }
        begun[pieces] = time;
        observations[pieces] = 0;
        weight[pieces] = 0;
        ones[pieces] = 0;
        grow(pieces++, value, more);
    }

    private boolean takes(int piece, long time, double value, double more, long alike) {
        return Math.floorDiv(time, alike) == Math.floorDiv(begun[piece], alike)
                && (observations[piece] < PIECE
                        || value == 0 && ones[piece] == 0 && more * observations[piece] == weight[piece]);
    }

    private void grow(int piece, double value, double more) {
        observations[piece]++;
        weight[piece] += more;
        ones[piece] += value * more;
    }

    void clear() {
        pieces = 0;
        begun = new long[0];
        observations = new long[0];
        weight = new double[0];
        ones = new double[0];
    }

    void write(DataOutput out) throws IOException {
        Bytes.write(out, pieces);
        for (int i = 0; i < pieces; i++) {
            out.writeLong(begun[i]);
            Bytes.write(out, observations[i]);
            out.writeDouble(weight[i]);
            out.writeDouble(ones[i]);
        }
    }

    void read(DataInput in) throws IOException {
        pieces = Bytes.readInt(in, 0, MOST);
        int room = Math.max(8, pieces);
        begun = new long[room];
        observations = new long[room];
        weight = new double[room];
        ones = new double[room];
        for (int i = 0; i < pieces; i++) {
            begun[i] = in.readLong();
            observations[i] = Bytes.read(in);
            weight[i] = in.readDouble();
            ones[i] = in.readDouble();
            if (observations[i] < 1 || !(weight[i] > 0) || !(ones[i] >= 0)) {
                throw new IOException("not what waits for its dependence to be known");
            }
        }
    }
}
