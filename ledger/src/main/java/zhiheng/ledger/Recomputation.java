package zhiheng.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Builds the tree anew from the entries alone and compares every stored hash with it. Memory: a few tiles. */
final class Recomputation implements Merkle.Nodes {
    /** Told of each lie: the first leaf it touches. */
    interface Lies {
        void at(long leaf, String zh, String en);
    }

    private final Source source;
    private final Lies lies;
    private final long size;
    private final long pendingFirst;
    private final List<byte[]> pending;
    private final Hasher hasher = new Hasher();
    private final List<byte[]> edge = new ArrayList<>();
    private final Map<Long, byte[]> roots = new HashMap<>();
    private final Set<String> visited = new HashSet<>();
    private final TreeSet<Long> unfit = new TreeSet<>();
    private long count;
    private boolean cutShort;
    private String lastName = "";
    private byte[] lastBytes = {};

    /** @param size what the checkpoint commits to; {@code pending} are the entries from {@code pendingFirst} in write-ahead files */
    Recomputation(Source source, long size, long pendingFirst, List<byte[]> pending, Lies lies) {
        this.source = source;
        this.size = size;
        this.pendingFirst = pendingFirst;
        this.pending = pending;
        this.lies = lies;
    }

    /** The files that were compared. */
    Set<String> visited() {
        return visited;
    }

    /** The roots at these sizes; those missing lie behind entries that cannot be read. */
    Map<Long, byte[]> run(Set<Long> sizes) throws IOException {
        long total = Math.max(size, pendingFirst + pending.size());
        rootHere(sizes);
        while (count < total) {
            var bundle = new Tile(Tile.BUNDLES, count / Tile.WIDTH);
            List<byte[]> entries = entries(bundle, total);
            if (entries.size() < bundle.width(total)) {
                if (!goOnByHashes(bundle, entries, total, sizes)) {
                    cutShort = true;
                    return roots;
                }
                continue;
            }
            for (byte[] entry : entries) {
                checkEntry(entry);
                add(hasher.leaf(entry), total);
                rootHere(sizes);
            }
            compare(bundle, total, Bundle.encode(entries.toArray(new byte[0][]), entries.size()), entries);
        }
        for (int level = 0; level < edge.size(); level++) {
            var tile = new Tile(level, Tile.hashes(level, total) / Tile.WIDTH);
            if (tile.width(total) > 0) {
                compare(tile, total, edge.get(level), List.of());
            }
        }
        return roots;
    }

    /** Whether it had to stop before the end, so that files behind were not looked at. */
    boolean cutShort() {
        return cutShort;
    }

    /**
     * A bundle that is damaged or missing ends nothing: the leaves' own hashes stand for its entries, and tell the first that is not
     * what it was. False where they are missing too.
     */
    private boolean goOnByHashes(Tile bundle, List<byte[]> entries, long total, Set<Long> sizes) throws IOException {
        var hashes = new Tile(0, bundle.index());
        int stored = hashes.width(size);
        byte[] tile = stored == 0 ? new byte[0] : read(hashes, stored, Tile.WIDTH * Hasher.BYTES);
        int wrong = entries.size();
        for (int k = entries.size() - 1; k >= 0; k--) {
            if ((k + 1) * Hasher.BYTES <= tile.length && !Arrays.equals(hasher.leaf(entries.get(k)), hash(tile, k))) {
                wrong = k;
            }
        }
        long first = count;
        lies.at(first + wrong, "条目无法读取", "the entry cannot be read");
        if (tile.length < stored * Hasher.BYTES) {
            return false;
        }
        for (int k = 0; k < bundle.width(total); k++) {
            long behind = first + k - pendingFirst;
            if (k >= stored && (behind < 0 || behind >= pending.size())) {
                return false;
            }
            add(k < stored ? hash(tile, k) : hasher.leaf(pending.get((int) behind)), total);
            rootHere(sizes);
        }
        return true;
    }

    private static byte[] hash(byte[] tile, int k) {
        return Arrays.copyOfRange(tile, k * Hasher.BYTES, (k + 1) * Hasher.BYTES);
    }

    private void rootHere(Set<Long> sizes) {
        if (sizes.contains(count)) {
            roots.put(count, new Merkle(this).root(count));
        }
    }

    private List<byte[]> entries(Tile bundle, long total) throws IOException {
        int width = bundle.width(size);
        List<byte[]> entries = new ArrayList<>();
        if (width > 0) {
            byte[] bytes = read(bundle, width, Bundle.MAX_BYTES);
            List<byte[]> stored = Bundle.decode(bytes);
            entries.addAll(stored.subList(0, Math.min(width, stored.size())));
        }
        while (entries.size() < bundle.width(total) && entries.size() >= width) {
            long i = bundle.index() * Tile.WIDTH + entries.size() - pendingFirst;
            if (i < 0 || i >= pending.size()) {
                break;
            }
            entries.add(pending.get((int) i));
        }
        for (int k = 0; k < entries.size(); k++) {
            long i = bundle.index() * Tile.WIDTH + k - pendingFirst;
            if (i >= 0 && i < pending.size() && !Arrays.equals(pending.get((int) i), entries.get(k))) {
                lies.at(i + pendingFirst, "预写文件与条目文件不一致", "the write-ahead file and the bundle differ");
            }
        }
        return entries;
    }

    private void checkEntry(byte[] entry) {
        try {
            Entry.parse(entry);
        } catch (LedgerException e) {
            lies.at(count, e.text().zh(), e.text().en());
        }
    }

    private void add(byte[] leafHash, long total) throws IOException {
        byte[] hash = leafHash;
        long at = count++;
        for (int level = 0; ; level++) {
            if (level == edge.size()) {
                edge.add(new byte[Tile.WIDTH * Hasher.BYTES]);
            }
            byte[] tile = edge.get(level);
            int offset = (int) (at % Tile.WIDTH);
            System.arraycopy(hash, 0, tile, offset * Hasher.BYTES, Hasher.BYTES);
            if (offset < Tile.WIDTH - 1) {
                return;
            }
            compare(new Tile(level, at / Tile.WIDTH), total, tile, List.of());
            hash = hasher.subtree(tile, 0, Tile.WIDTH);
            at /= Tile.WIDTH;
        }
    }

    /** Every file of this tile, whole or partial, must be a beginning of {@code expected}. */
    private void compare(Tile tile, long total, byte[] expected, List<byte[]> entries) throws IOException {
        var widths = new TreeSet<>(source.widths(tile));
        int required = tile.width(size);
        if (required > 0) {
            widths.add(required); // read() takes the full tile where the partial one has gone
        }
        for (int width : widths) {
            if (width > tile.width(total)) {
                continue; // a running log has gone on; a stopped one has this file reported as unknown
            }
            boolean bundle = tile.level() == Tile.BUNDLES;
            byte[] bytes = read(tile, width, bundle ? Bundle.MAX_BYTES : Tile.WIDTH * Hasher.BYTES);
            byte[] prefix = bundle
                    ? Bundle.encode(entries.toArray(new byte[0][]), width)
                    : Arrays.copyOf(expected, width * Hasher.BYTES);
            // A full tile read in place of a partial one may go on behind what the checkpoint covers.
            byte[] stored = visited.contains(tile.path(width))
                    ? bytes
                    : Arrays.copyOf(bytes, Math.min(bytes.length, prefix.length));
            int differs = Arrays.mismatch(stored, prefix);
            if (differs >= 0 && bundle) {
                unfit(tile, Bundle.indexOfByte(entries, differs), width);
            } else if (differs >= 0) {
                hashes(tile, stored, prefix, width);
            }
        }
    }

    /** Tells each hash that differs, since two that were swapped are two lies. */
    private void hashes(Tile tile, byte[] stored, byte[] prefix, int width) throws IOException {
        for (int k = 0; k < width; k++) {
            int from = k * Hasher.BYTES;
            int to = from + Hasher.BYTES;
            if (to > stored.length) {
                unfit(tile, k, width);
                return; // it is cut here
            }
            if (!Arrays.equals(stored, from, to, prefix, from, to)
                    && !(tile.level() == 1 && swapped(tile, k, Arrays.copyOfRange(stored, from, to)))) {
                unfit(tile, k, width);
            }
        }
    }

    /** Names two leaves that were swapped with their hashes, where the hash above, {@code right}, tells which. */
    private boolean swapped(Tile above, int offset, byte[] right) throws IOException {
        long first = above.leaf(offset);
        if (unfit.ceiling(first) != null && unfit.ceiling(first) < above.leaf(offset + 1)) {
            return false; // something below is wrong by itself
        }
        byte[] tile = read(new Tile(0, first / Tile.WIDTH), Tile.WIDTH, Tile.WIDTH * Hasher.BYTES);
        return tell(first, Swap.find(tile, Tile.WIDTH, root -> root, right));
    }

    /** The same for the last tile, of which only the root of all tells. After {@link #run}, without entries behind the checkpoint. */
    boolean swappedAtTheEnd(byte[] right) throws IOException {
        int width = (int) (size % Tile.WIDTH);
        if (width == 0 || count != size || !unfit.isEmpty()) {
            return false;
        }
        long first = size - width;
        return tell(first, Swap.find(edge.getFirst(), width, root -> aboveTheLast(first, root), right));
    }

    /** The root of all, of the first leaves as they are and the root over those behind them. */
    private byte[] aboveTheLast(long first, byte[] last) {
        byte[] root = last;
        long left = first;
        while (left > 0) {
            int level = Long.numberOfTrailingZeros(left);
            left -= 1L << level;
            root = hasher.node(node(level, left >> level), root);
        }
        return root;
    }

    private boolean tell(long first, int @Nullable [] pair) {
        if (pair == null) {
            return false;
        }
        long a = first + pair[0];
        long b = first + pair[1];
        lies.at(a, "与第 " + b + " 条互换了位置", "it and leaf " + b + " stand in each other's place");
        lies.at(b, "与第 " + a + " 条互换了位置", "it and leaf " + a + " stand in each other's place");
        unfit.add(a);
        unfit.add(b);
        return true;
    }

    /** A wrong leaf makes every hash above it differ; only the lowest is told. */
    private void unfit(Tile tile, int offset, int width) {
        long leaf = tile.leaf(offset);
        Long below = unfit.ceiling(leaf);
        if (tile.level() <= 0 || below == null || below >= tile.leaf(offset + 1)) {
            unfit.add(leaf);
            String name = tile.path(width);
            lies.at(leaf, "文件 " + name + " 与条目不符或缺失", "the file " + name + " does not fit the entries, or is missing");
        }
    }

    /** Empty when missing. Keeps the last file: a bundle is read for its entries, then compared. */
    private byte[] read(Tile tile, int width, int max) throws IOException {
        String name = tile.path(width);
        if (name.equals(lastName)) {
            return lastBytes;
        }
        byte[] bytes = source.read(name, max);
        if (bytes != null) {
            visited.add(name);
        } else if (width < Tile.WIDTH) {
            bytes = source.read(tile.path(Tile.WIDTH), max);
        }
        lastName = name;
        lastBytes = bytes == null ? new byte[0] : bytes;
        return lastBytes;
    }

    @Override
    public byte[] node(int level, long index) {
        long first = index << level % 8;
        int offset = (int) (first % Tile.WIDTH);
        return new Hasher().subtree(edge.get(level / 8), offset, 1 << level % 8);
    }
}
