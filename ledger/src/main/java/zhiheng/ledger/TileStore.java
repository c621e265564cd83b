package zhiheng.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All hashes and entries: those not yet in files in memory, the others read from their files.
 *
 * <p>One thread adds; any thread reads what {@link #publish} has shown. Arrays in {@code live} only ever gain elements
 * behind the published size, and the volatile size orders those writes before every read of them, so readers take no lock.
 */
final class TileStore implements Merkle.Nodes {
    /** 4 MB of tiles: the upper levels, and the lower ones asked for lately. */
    private static final int CACHED_TILES = 512;

    private final Path root;
    private final ConcurrentHashMap<Tile, byte[]> live = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, byte[][]> liveEntries = new ConcurrentHashMap<>();
    private final Map<Tile, byte[]> cache = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, byte[]> eldest) {
            return size() > CACHED_TILES;
        }
    };
    private final Hasher hasher = new Hasher();
    private long next;
    private volatile long size;
    private volatile @Nullable FullBundle lastBundle;

    private record FullBundle(long number, List<byte[]> entries) {}

    TileStore(Path root) {
        this.root = root;
    }

    long size() {
        return size;
    }

    /** Takes the right edge of a log of {@code size} entries from its files. */
    void load(long size) throws IOException {
        for (int level = 0; Tile.hashes(level, size) > 0; level++) {
            var tile = new Tile(level, Tile.hashes(level, size) / Tile.WIDTH);
            int width = tile.width(size);
            if (width > 0) {
                byte[] bytes = readHashes(tile, width);
                live.put(tile, Arrays.copyOf(bytes, Tile.WIDTH * Hasher.BYTES));
            }
        }
        var bundle = new Tile(Tile.BUNDLES, size / Tile.WIDTH);
        int width = bundle.width(size);
        if (width > 0) {
            List<byte[]> entries = readEntries(bundle, width);
            liveEntries.put(bundle.index(), entries.toArray(new byte[Tile.WIDTH][]));
        }
        this.next = size;
        this.size = size;
    }

    /** Adds without showing it to readers. */
    void add(byte[] entry, byte[] leafHash) {
        liveEntries.computeIfAbsent(next / Tile.WIDTH, k -> new byte[Tile.WIDTH][])[(int) (next % Tile.WIDTH)] = entry;
        byte[] hash = leafHash;
        long at = next;
        for (int level = 0; ; level++) {
            byte[] tile =
                    live.computeIfAbsent(new Tile(level, at / Tile.WIDTH), k -> new byte[Tile.WIDTH * Hasher.BYTES]);
            int offset = (int) (at % Tile.WIDTH);
            System.arraycopy(hash, 0, tile, offset * Hasher.BYTES, Hasher.BYTES);
            if (offset < Tile.WIDTH - 1) {
                break;
            }
            hash = hasher.subtree(tile, 0, Tile.WIDTH);
            at /= Tile.WIDTH;
        }
        next++;
    }

    /** Shows everything added to readers. */
    void publish() {
        size = next;
    }

    /** The tile or bundle now has its file. */
    void filed(Tile tile) {
        if (tile.level() == Tile.BUNDLES) {
            liveEntries.remove(tile.index());
            return;
        }
        byte[] bytes = live.get(tile);
        if (bytes != null) {
            synchronized (cache) {
                cache.put(tile, bytes);
            }
            live.remove(tile);
        }
    }

    /** The content of the file of an unfiled tile or bundle, of this width. */
    byte[] content(Tile tile, int width) {
        if (tile.level() == Tile.BUNDLES) {
            byte[][] entries = liveEntries.get(tile.index());
            if (entries != null) {
                return Bundle.encode(entries, width);
            }
        } else {
            byte[] hashes = live.get(tile);
            if (hashes != null) {
                return Arrays.copyOf(hashes, width * Hasher.BYTES);
            }
        }
        throw new IllegalStateException(tile + " is filed already");
    }

    byte[] entry(long index) throws IOException {
        byte[][] unfiled = liveEntries.get(index / Tile.WIDTH);
        int offset = (int) (index % Tile.WIDTH);
        return unfiled != null
                ? unfiled[offset]
                : fullBundle(index / Tile.WIDTH).get(offset);
    }

    /** The one read last is kept, since entries are mostly read one after the other. */
    private List<byte[]> fullBundle(long number) throws IOException {
        var last = lastBundle;
        if (last == null || last.number() != number) {
            last = new FullBundle(number, readEntries(new Tile(Tile.BUNDLES, number), Tile.WIDTH));
            lastBundle = last;
        }
        return last.entries();
    }

    @Override
    public byte[] node(int level, long index) {
        int within = level % 8;
        long first = index << within;
        byte[] tile = tile(new Tile(level / 8, first / Tile.WIDTH));
        int offset = (int) (first % Tile.WIDTH);
        return within == 0
                ? Arrays.copyOfRange(tile, offset * Hasher.BYTES, (offset + 1) * Hasher.BYTES)
                : new Hasher().subtree(tile, offset, 1 << within);
    }

    private byte[] tile(Tile tile) {
        byte[] bytes = live.get(tile);
        if (bytes != null) {
            return bytes;
        }
        synchronized (cache) {
            bytes = cache.get(tile);
        }
        if (bytes == null) {
            try {
                bytes = readHashes(tile, Tile.WIDTH);
            } catch (IOException e) {
                throw unreadable(tile, Tile.WIDTH, e);
            }
            synchronized (cache) {
                cache.put(tile, bytes);
            }
        }
        return bytes;
    }

    private byte[] readHashes(Tile tile, int width) throws IOException {
        byte[] bytes = read(tile, width);
        if (bytes.length != width * Hasher.BYTES) {
            throw unreadable(tile, width, new IOException("length " + bytes.length));
        }
        return bytes;
    }

    private List<byte[]> readEntries(Tile bundle, int width) throws IOException {
        List<byte[]> entries = Bundle.decode(read(bundle, width));
        if (entries.size() != width) {
            throw unreadable(bundle, width, new IOException("holds " + entries.size() + " entries"));
        }
        return entries;
    }

    private byte[] read(Tile tile, int width) throws IOException {
        try {
            return Files.readAllBytes(root.resolve(tile.path(width)));
        } catch (NoSuchFileException e) {
            throw unreadable(tile, width, e);
        }
    }

    private LedgerException unreadable(Tile tile, int width, IOException e) {
        Path file = root.resolve(tile.path(width));
        return new LedgerException(
                "日志文件 " + file + " 缺失或损坏（" + e.getMessage() + "）。请运行 ledger verify，再从备份恢复该文件。",
                "The log's file " + file + " is missing or damaged (" + e.getMessage()
                        + "). Run ledger verify, then restore the file from a backup.",
                e);
    }
}
