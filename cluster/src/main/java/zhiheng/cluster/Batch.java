package zhiheng.cluster;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Those observations of one frame whose keys one slot has: what goes from slot to slot at once, since the way costs mostly by the piece. Public,
 * since Flink's serializer of records asks for that.
 *
 * @param to the slot
 * @param place of the frame in the log
 * @param observations for each: its number in the frame (4 bytes), its length (2), its bytes
 */
public record Batch(int to, String place, byte[] observations) {
    /** Bytes in front of each. */
    static final int HEAD = Integer.BYTES + Short.BYTES;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    int number(int at) {
        return (int) INT.get(observations, at);
    }

    /** Where the bytes of the one that begins at a place end; they begin {@link #HEAD} behind that place. */
    int end(int at) {
        return at + HEAD + ((short) SHORT.get(observations, at + Integer.BYTES) & 0xffff);
    }

    /** Gathers them. */
    static final class Writer {
        private byte[] bytes = new byte[1 << 15];
        private int length;

        void add(int number, byte[] frame, int from, int to) {
            int more = HEAD + to - from;
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
            }
            INT.set(bytes, length, number);
            SHORT.set(bytes, length + Integer.BYTES, (short) (to - from));
            System.arraycopy(frame, from, bytes, length + HEAD, to - from);
            length += more;
        }

        boolean isEmpty() {
            return length == 0;
        }

        byte[] take() {
            var taken = Arrays.copyOf(bytes, length);
            length = 0;
            return taken;
        }
    }
}
