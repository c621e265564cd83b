package zhiheng.ledger;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Two leaves of one tile in each other's place, with their hashes: every hash beside them fits, and only one above tells that something is
 * wrong. Which two is found by putting each pair back and looking whether that hash comes out.
 */
final class Swap {
    private final Hasher hasher = new Hasher();
    private final byte[][] leaves;
    private final Map<Integer, byte[]> whole = new HashMap<>();

    private Swap(byte[] tile, int count) {
        leaves = new byte[count][];
        for (int i = 0; i < count; i++) {
            leaves[i] = Arrays.copyOfRange(tile, i * Hasher.BYTES, (i + 1) * Hasher.BYTES);
        }
    }

    /**
     * The places of the two within the tile; null where no two explain it.
     *
     * @param above what is made of the root over the first {@code count} hashes of {@code tile}, to be compared with {@code right}
     */
    static int @Nullable [] find(byte[] tile, int count, UnaryOperator<byte[]> above, byte[] right) {
        if (tile.length < count * Hasher.BYTES) {
            return null;
        }
        var swap = new Swap(tile, count);
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                if (!Arrays.equals(swap.leaves[i], swap.leaves[j])
                        && Arrays.equals(above.apply(swap.root(0, count, i, j)), right)) {
                    return new int[] {i, j};
                }
            }
        }
        return null;
    }

    /** The root of RFC 6962 over leaves {@code from} to {@code to}, with {@code i} and {@code j} put back. */
    private byte[] root(int from, int to, int i, int j) {
        if (to - from == 1) {
            return leaves[from == i ? j : from == j ? i : from];
        }
        boolean touched = from <= i && i < to || from <= j && j < to;
        byte[] known = touched ? null : whole.get(from * 1000 + to);
        if (known != null) {
            return known;
        }
        int middle = from + Integer.highestOneBit(to - from - 1);
        byte[] root = hasher.node(root(from, middle, i, j), root(middle, to, i, j));
        if (!touched) {
            whole.put(from * 1000 + to, root);
        }
        return root;
    }
}
