package zhiheng.ledger;

import java.util.ArrayList;
import java.util.List;

/** Roots and proofs of RFC 6962 section 2.1, over any source of the hashes of complete subtrees. */
final class Merkle {
    /** The root of the {@code index}-th complete subtree of 2^level leaves. */
    interface Nodes {
        byte[] node(int level, long index);
    }

    private final Nodes nodes;
    private final Hasher hasher = new Hasher();

    Merkle(Nodes nodes) {
        this.nodes = nodes;
    }

    byte[] root(long size) {
        return size == 0 ? hasher.empty() : range(0, size);
    }

    List<byte[]> inclusion(long index, long size) {
        var proof = new ArrayList<byte[]>();
        path(index, 0, size, proof);
        return proof;
    }

    List<byte[]> consistency(long from, long to) {
        var proof = new ArrayList<byte[]>();
        if (from > 0 && from < to) {
            subproof(from, 0, to, true, proof);
        }
        return proof;
    }

    private byte[] range(long from, long to) {
        long n = to - from;
        if (Long.bitCount(n) == 1) {
            int level = Long.numberOfTrailingZeros(n);
            return nodes.node(level, from >> level);
        }
        long k = Long.highestOneBit(n);
        return hasher.node(range(from, from + k), range(from + k, to));
    }

    private void path(long index, long from, long to, List<byte[]> proof) {
        if (to - from == 1) {
            return;
        }
        long middle = from + Long.highestOneBit(to - from - 1);
        if (index < middle) {
            path(index, from, middle, proof);
            proof.add(range(middle, to));
        } else {
            path(index, middle, to, proof);
            proof.add(range(from, middle));
        }
    }

    private void subproof(long m, long from, long to, boolean whole, List<byte[]> proof) {
        long n = to - from;
        if (m == n) {
            if (!whole) {
                proof.add(range(from, to));
            }
            return;
        }
        long k = Long.highestOneBit(n - 1);
        if (m <= k) {
            subproof(m, from, from + k, whole, proof);
            proof.add(range(from + k, to));
        } else {
            subproof(m - k, from + k, to, false, proof);
            proof.add(range(from, from + k));
        }
    }
}
