package zhiheng.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns durable entries into public files: first the tiles and bundles, then, when these are durable, the checkpoint that
 * commits to them. A step that fails changes nothing that was published and is done again from its start.
 */
final class Publisher {
    private final Folder folder;
    private final TileStore store;
    private final Wal wal;
    private final NoteKey key;
    private volatile Published published;

    /** The newest checkpoint on disk. */
    record Published(long size, String note) {}

    Publisher(Folder folder, TileStore store, Wal wal, NoteKey key, Published published) {
        this.folder = folder;
        this.store = store;
        this.wal = wal;
        this.key = key;
        this.published = published;
    }

    Published published() {
        return published;
    }

    static String note(NoteKey key, Merkle.Nodes nodes, long size) {
        return key.sign(new Checkpoint(key.name(), size, new Merkle(nodes).root(size)).text());
    }

    static void writeCheckpoint(Folder folder, String note) throws IOException {
        folder.write(folder.resolve(Folder.CHECKPOINT), note.getBytes(StandardCharsets.UTF_8), false);
        folder.sync();
    }

    /** Covers every entry shown by the store until now. */
    synchronized void publish() throws IOException {
        long from = published.size();
        long to = store.size();
        if (to > from) {
            var full = new ArrayList<Tile>();
            for (int level = Tile.BUNDLES; Tile.hashes(level, to) > 0; level++) {
                writeLevel(level, from, to, full);
            }
            folder.sync();
            String note = note(key, store, to);
            writeCheckpoint(folder, note);
            published = new Published(to, note);
            full.forEach(store::filed);
            deletePartials(full);
        }
        wal.deleteCovered(to);
    }

    private void writeLevel(int level, long from, long to, List<Tile> full) throws IOException {
        long first = Tile.hashes(level, from) / Tile.WIDTH;
        for (long i = first; i * Tile.WIDTH < Tile.hashes(level, to); i++) {
            var tile = new Tile(level, i);
            int width = tile.width(to);
            if (width > tile.width(from)) {
                folder.write(folder.resolve(tile.path(width)), store.content(tile, width), false);
                if (width == Tile.WIDTH) {
                    full.add(tile);
                }
            }
        }
    }

    /** Partial tiles may go once the full tile is there (C2SP tlog-tiles); clients then ask for the full one. */
    private void deletePartials(List<Tile> full) throws IOException {
        for (var tile : full) {
            Path partials = folder.resolve(tile.path(Tile.WIDTH) + ".p");
            if (Files.isDirectory(partials)) {
                List<Path> files;
                try (var list = Files.list(partials)) {
                    files = list.toList();
                }
                for (var file : files) {
                    folder.disk().delete(file);
                }
                folder.disk().delete(partials);
            }
        }
    }
}
