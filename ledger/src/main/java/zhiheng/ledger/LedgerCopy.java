package zhiheng.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies of a log as it stood at a size, for backups. The key does not go along: whoever restores brings it. */
public final class LedgerCopy {
    /** A multiple of a bundle, so that no partial file is written in between. */
    private static final int PUBLISH_EVERY = 16 * Tile.WIDTH;

    private LedgerCopy() {}

    /**
     * Builds in the empty folder {@code to} the log of the first {@code size} entries of the one in {@code from}, which may be
     * running: every hash anew from the entries, under a checkpoint of its own. Returns the root, to be compared with what is known.
     */
    public static byte[] cut(Path from, long size, Path to) {
        try {
            var reader = LedgerReader.open(from);
            var key = Recovery.readKey(from.resolve(Folder.PRIVATE).resolve(Recovery.KEY_FILE));
            var folder = new Folder(to, new LocalDisk());
            folder.mkdirs(folder.privateDir(), true);
            var store = new TileStore(to);
            var note = Publisher.note(key, store, 0);
            Publisher.writeCheckpoint(folder, note);
            var publisher = new Publisher(folder, store, new Wal(folder, 0), key, new Publisher.Published(0, note));
            var hasher = new Hasher();
            for (long i = 0; i < size; i++) {
                byte[] entry = reader.entryBytes(i);
                store.add(entry, hasher.leaf(entry));
                if ((i + 1) % PUBLISH_EVERY == 0) {
                    store.publish();
                    publisher.publish();
                }
            }
            store.publish();
            publisher.publish();
            folder.write(
                    folder.resolve(Folder.VERIFIER_KEY),
                    (key.verifierText() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    false);
            folder.sync();
            Files.delete(folder.privateDir());
            return new Merkle(store).root(size);
        } catch (IOException e) {
            throw new LedgerException("无法复制日志 " + from + "：" + e, "The log " + from + " cannot be copied: " + e, e);
        }
    }

    /** Where a log keeps its signing key, below its folder. */
    public static Path key(Path log) {
        return log.resolve(Folder.PRIVATE).resolve(Recovery.KEY_FILE);
    }
}
