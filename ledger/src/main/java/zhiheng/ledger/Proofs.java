package zhiheng.ledger;

import java.util.Arrays;
import java.util.List;

/** Checks proofs without the log (RFC 9162 sections 2.1.3.2 and 2.1.4.2). */
public final class Proofs {
    private Proofs() {}

    /** The hash of an entry's bytes as a leaf. */
    public static byte[] leafHash(byte[] entry) {
        return new Hasher().leaf(entry);
    }

    /** Is {@code leafHash} the leaf {@code index} of the tree with this size and root? */
    public static boolean verifyInclusion(byte[] leafHash, long index, long size, byte[] root, List<byte[]> proof) {
        if (index < 0 || index >= size) {
            return false;
        }
        var hasher = new Hasher();
        long node = index;
        long last = size - 1;
        byte[] hash = leafHash;
        for (byte[] sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = hasher.node(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = hasher.node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }

    /** Does the tree (toSize, toRoot) begin with exactly the leaves of (fromSize, fromRoot)? */
    public static boolean verifyConsistency(
            long fromSize, byte[] fromRoot, long toSize, byte[] toRoot, List<byte[]> proof) {
        if (fromSize < 0 || fromSize > toSize) {
            return false;
        }
        if (fromSize == toSize) {
            return proof.isEmpty() && Arrays.equals(fromRoot, toRoot);
        }
        if (fromSize == 0) {
            return proof.isEmpty() && Arrays.equals(fromRoot, new Hasher().empty());
        }
        long node = fromSize - 1;
        long last = toSize - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        int next = 0;
        byte[] seed = fromRoot;
        if (Long.bitCount(fromSize) != 1) {
            if (proof.isEmpty()) {
                return false;
            }
            seed = proof.get(next++);
        }
        var hasher = new Hasher();
        byte[] from = seed;
        byte[] to = seed;
        for (byte[] hash : proof.subList(next, proof.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                from = hasher.node(hash, from);
                to = hasher.node(hash, to);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                to = hasher.node(to, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(from, fromRoot) && Arrays.equals(to, toRoot);
    }
}
