package zhiheng.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;

/** From whatever a crash left to a log whose checkpoint covers every acknowledged entry, or a refusal that changes nothing. */
final class Recovery {
    static final String KEY_FILE = "key";

    private final Folder folder;

    Recovery(Folder folder) {
        this.folder = folder;
    }

    Publisher run(String origin, TileStore store, Wal wal) throws IOException {
        NoteKey key = key(origin);
        WalReader pending = WalReader.read(folder.privateDir());
        var published = checkpoint(key, pending);
        store.load(published.size());
        byte[] root = new Merkle(store).root(published.size());
        byte[] signed = Checkpoint.open(published.note(), key.verifierText()).root();
        if (!Arrays.equals(root, signed)) {
            throw new LedgerException(
                    "日志 " + folder.root() + " 的瓦片与检查点不符。请运行 ledger verify 找出位置，再从备份恢复。",
                    "The tiles of the log " + folder.root()
                            + " do not fit its checkpoint. Run ledger verify to see where, then restore from a"
                            + " backup.");
        }
        replay(folder.root(), store, pending);
        var publisher = new Publisher(folder, store, wal, key, published);
        publisher.publish();
        for (var file : pending.files()) {
            folder.disk().delete(file);
        }
        folder.disk().syncDir(folder.privateDir());
        return publisher;
    }

    /** Adds to {@code store} what the write-ahead files hold behind it. */
    static void replay(Path root, TileStore store, WalReader pending) {
        long size = store.size();
        if (pending.entries().isEmpty()) {
            return;
        }
        if (pending.first() > size) {
            throw new LedgerException(
                    "日志 " + root + " 的检查点止于 " + size + "，预写文件却从 " + pending.first() + " 开始，中间缺失。请从备份恢复。",
                    "The checkpoint of the log " + root + " ends at " + size
                            + " but the write-ahead files begin at " + pending.first()
                            + "; what lies between is missing. Restore it from a backup.");
        }
        var hasher = new Hasher();
        for (int i = 0; i < pending.entries().size(); i++) {
            byte[] entry = pending.entries().get(i);
            if (pending.first() + i >= size) {
                store.add(entry, hasher.leaf(entry));
            }
        }
        store.publish();
    }

    private Publisher.Published checkpoint(NoteKey key, WalReader pending) throws IOException {
        Path file = folder.resolve(Folder.CHECKPOINT);
        if (Files.exists(file)) {
            String note = Files.readString(file, StandardCharsets.UTF_8);
            var checkpoint = Checkpoint.open(note, key.verifierText());
            if (!checkpoint.origin().equals(key.name())) {
                throw new LedgerException(
                        "检查点的来源是 " + checkpoint.origin() + "，不是 " + key.name() + "。",
                        "The checkpoint's origin is " + checkpoint.origin() + ", not " + key.name() + ".");
            }
            return new Publisher.Published(checkpoint.size(), note);
        }
        if (Files.exists(folder.resolve("tile")) || !pending.files().isEmpty()) {
            throw new LedgerException(
                    "日志 " + folder.root() + " 有条目却没有检查点文件。请从备份恢复 checkpoint。",
                    "The log " + folder.root()
                            + " has entries but no checkpoint. Restore the file checkpoint from a backup.");
        }
        String note = Publisher.note(key, (level, index) -> new byte[0], 0);
        Publisher.writeCheckpoint(folder, note);
        return new Publisher.Published(0, note);
    }

    private NoteKey key(String origin) throws IOException {
        Path file = folder.privateDir().resolve(KEY_FILE);
        NoteKey key;
        if (Files.exists(file)) {
            key = readKey(file);
            if (!key.name().equals(origin)) {
                throw new LedgerException(
                        "日志 " + folder.root() + " 属于“" + key.name() + "”，打开时却给了“" + origin + "”。",
                        "The log " + folder.root() + " belongs to \"" + key.name() + "\" but was opened as \"" + origin
                                + "\".");
            }
        } else if (Files.exists(folder.resolve(Folder.CHECKPOINT))) {
            throw new LedgerException(
                    "日志的签名密钥 " + file + " 不见了。请从备份恢复；换一把密钥会使日志失去连续性。",
                    "The log's key " + file
                            + " is gone. Restore it from a backup; with another key the log would not be the same"
                            + " log.");
        } else {
            key = NoteKey.generate(origin);
            try {
                String texts = key.signerText() + "\n" + key.verifierText() + "\n";
                folder.write(file, texts.getBytes(StandardCharsets.UTF_8), true);
            } catch (GeneralSecurityException e) {
                throw new AssertionError("a new key has its secret", e);
            }
            folder.sync();
        }
        Path shown = folder.resolve(Folder.VERIFIER_KEY);
        if (!Files.exists(shown)) {
            folder.write(shown, (key.verifierText() + "\n").getBytes(StandardCharsets.UTF_8), false);
            folder.sync();
        }
        return key;
    }

    static NoteKey readKey(Path file) throws IOException {
        List<String> lines = List.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).split("\n", -1));
        return lines.size() == 3 && lines.getLast().isEmpty()
                ? NoteKey.signer(lines.get(0), lines.get(1))
                : NoteKey.signer("", "");
    }
}
