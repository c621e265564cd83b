package zhiheng.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A log as it lies in its folder, read beside whoever writes it: what its checkpoint covers and, behind that, what its write-ahead
 * files hold. Changes nothing and takes no lock. The checkpoint's signature and root are checked, not every entry; that is for
 * {@link LedgerVerifier}.
 */
public final class LedgerReader implements LogView {
    /** A running log replaces its files while they are read. */
    private static final int TRIES = 10;

    private final TileStore store;
    private final String verifierKey;
    private final long signedSize;

    private LedgerReader(TileStore store, String verifierKey, long signedSize) {
        this.store = store;
        this.verifierKey = verifierKey;
        this.signedSize = signedSize;
    }

    /** LedgerException when there is no log in {@code dir}, or a damaged one. */
    public static LedgerReader open(Path dir) {
        Exception last = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                return read(dir);
            } catch (NoSuchFileException | LedgerException e) {
                last = e;
            } catch (IOException e) {
                throw unreadable(dir, e);
            }
        }
        if (last instanceof LedgerException known) {
            throw known;
        }
        throw unreadable(dir, last);
    }

    private static LedgerException unreadable(Path dir, @Nullable Exception e) {
        return new LedgerException(
                "无法读取日志 " + dir + "：" + e + "。请检查路径与权限。",
                "The log " + dir + " cannot be read: " + e + ". Check the path and its rights.",
                e);
    }

    private static LedgerReader read(Path dir) throws IOException {
        var key = Ledger.keyOf(dir)
                .orElseThrow(() -> new LedgerException(
                        dir + " 中没有日志（无密钥文件）。", "There is no log in " + dir + ": it has no key file."));
        var pending = WalReader.read(dir.resolve(Folder.PRIVATE));
        var note = Files.readString(dir.resolve(Folder.CHECKPOINT), StandardCharsets.UTF_8);
        var checkpoint = Checkpoint.open(note, key);
        var store = new TileStore(dir);
        store.load(checkpoint.size());
        if (!Arrays.equals(new Merkle(store).root(checkpoint.size()), checkpoint.root())) {
            throw new LedgerException(
                    "日志 " + dir + " 的瓦片与检查点不符。请运行 ledger verify。",
                    "The tiles of the log " + dir + " do not fit its checkpoint. Run ledger verify.");
        }
        Recovery.replay(dir, store, pending);
        return new LedgerReader(store, key, checkpoint.size());
    }

    @Override
    public long size() {
        return store.size();
    }

    /** How many of the entries the checkpoint covers. */
    public long signedSize() {
        return signedSize;
    }

    @Override
    public byte[] entryBytes(long index) {
        try {
            return store.entry(index).clone();
        } catch (IOException e) {
            throw new LedgerException("无法读取条目 " + index + "：" + e, "Entry " + index + " cannot be read: " + e, e);
        }
    }

    @Override
    public byte[] root(long treeSize) {
        return new Merkle(store).root(treeSize);
    }

    @Override
    public String verifierKey() {
        return verifierKey;
    }
}
