package zhiheng.watch.rate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Numbers in few bytes: whole ones and differences take as many as they need. */
final class Bytes {
    private Bytes() {}

    /** Seven bits a byte, the sign in the lowest bit. */
    static void write(DataOutput out, long value) throws IOException {
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7fL) != 0) {
            out.writeByte((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static long read(DataInput in) throws IOException {
        long rest = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = in.readByte();
            rest |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return rest >>> 1 ^ -(rest & 1);
            }
        }
        throw new IOException("a number of more than 64 bits");
    }

    /** A count of events: one of the first 2^52 whole numbers in few bytes, any other in nine. */
    static void writeCount(DataOutput out, double value) throws IOException {
        if (value == Math.rint(value) && value >= 0 && value < 1L << 52) {
            write(out, (long) value);
        } else {
            write(out, -1);
            out.writeDouble(value);
        }
    }

    static double readCount(DataInput in) throws IOException {
        long whole = read(in);
        double value = whole == -1 ? in.readDouble() : whole;
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IOException("a count of events of " + value);
        }
        return value;
    }

    /** A number that lies in a range. */
    static int readInt(DataInput in, int low, int high) throws IOException {
        long value = read(in);
        if (value < low || value > high) {
            throw new IOException(value + " where " + low + " to " + high + " was expected");
        }
        return (int) value;
    }
}
