package zhiheng.watch.season;

import java.io.DataInput;
import java.io.IOException;

/** Numbers of a stored state, refused when no state could hold them. */
final class Bytes {
    private Bytes() {}

    static double finite(DataInput in) throws IOException {
        double value = in.readDouble();
        return require(Double.isFinite(value), value, "a finite number");
    }

    static double positive(DataInput in) throws IOException {
        double value = finite(in);
        return require(value > 0, value, "a positive number");
    }

    static double magnitude(DataInput in) throws IOException {
        double value = finite(in);
        return require(value >= 0, value, "a number not below 0");
    }

    static long count(DataInput in) throws IOException {
        long value = in.readLong();
        require(value >= 0, value, "a count");
        return value;
    }

    static byte visits(DataInput in) throws IOException {
        byte value = in.readByte();
        require(value >= 0, value, "a count of visits");
        return value;
    }

    static double require(boolean holds, double value, String what) throws IOException {
        if (!holds) {
            throw new IOException("not the state of a seasonal score: " + value + " where " + what + " is due");
        }
        return value;
    }
}
