package zhiheng.server.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import zhiheng.base.OwnerOnly;
import zhiheng.base.Refusal;
import zhiheng.ledger.Ledger;
import zhiheng.ledger.LedgerCopy;
import zhiheng.ledger.LedgerException;
import zhiheng.office.OfficeStore;

/** The ledger of an installation: its place, its name, and that it is not made anew beside a database that knows another. */
public final class Logs {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** In the folder that several servers share: the log's signing key. */
    private static final String SHARED_KEY = "ledger.key";

    private Logs() {}

    /** Where it lies. */
    public static Path folder(Path data) {
        return data.resolve("ledger");
    }

    /** Takes the log's key from where all servers see it; nothing where there is none yet, or this one has it. */
    static void takeKey(Path data, Path shared) {
        var own = LedgerCopy.key(folder(data));
        if (Files.exists(shared.resolve(SHARED_KEY)) && !Files.exists(own)) {
            copy(shared.resolve(SHARED_KEY), own);
        }
    }

    /** Puts the log's key where all servers see it. Refused where another log's lies there. */
    static void giveKey(Path data, Path shared) {
        var own = LedgerCopy.key(folder(data));
        var there = shared.resolve(SHARED_KEY);
        try {
            if (!Files.exists(there)) {
                copy(own, there);
            } else if (Files.mismatch(own, there) >= 0) {
                throw Refusal.conflict(
                        "共享目录 " + shared + " 属于另一个账本。请核对 --shared。",
                        "The shared folder " + shared + " is that of another ledger. Check --shared.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            var beside = to.resolveSibling(to.getFileName() + ".new");
            OwnerOnly.folders(to.resolveSibling("."));
            OwnerOnly.make(beside);
            Files.write(beside, Files.readAllBytes(from));
            Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This server's copy of the log, to follow the one that leads; empty where there is no log yet. */
    static Optional<Ledger> follow(Path data, Path shared) {
        takeKey(data, shared);
        return Ledger.keyOf(folder(data)).map(key -> Ledger.open(folder(data), origin(key)));
    }

    static Ledger open(Config config, OfficeStore store) {
        var folder = folder(config.data());
        try {
            var key = Ledger.keyOf(folder);
            if (key.isEmpty()) {
                refuseNewOne(folder, store);
            }
            return Ledger.open(folder, key.map(Logs::origin).orElseGet(() -> newOrigin(config.origin())));
        } catch (LedgerException e) {
            throw new Refusal(Refusal.Kind.CONFLICT, e.text());
        }
    }

    /** The log's name stands before its key. */
    private static String origin(String verifierKey) {
        return verifierKey.substring(0, verifierKey.indexOf('+'));
    }

    /** No two installations share one, so that nobody mistakes the checkpoints of one for those of another. */
    private static String newOrigin(String wanted) {
        var random = new byte[8];
        RANDOM.nextBytes(random);
        return wanted.isEmpty() ? "zhiheng.local/" + HexFormat.of().formatHex(random) : wanted;
    }

    private static void refuseNewOne(Path folder, OfficeStore store) {
        long known = store.read(tx -> {
            var rows = store.in(tx);
            return rows.seal().map(seal -> seal.size()).orElseGet(() ->
                    (long) rows.actsFrom(0, 1).size());
        });
        if (known > 0) {
            throw Refusal.conflict(
                    "账本比数据库旧：" + folder + " 中没有日志，数据库却知道其中的条目。未作任何改动。请从同一份备份恢复账本，再以 ./zhiheng check 核对。",
                    "The ledger is older than the database: there is no log in " + folder
                            + ", but the database knows entries of it. Nothing was changed. Restore the ledger from the"
                            + " backup of the database, then look with ./zhiheng check.");
        }
    }
}
