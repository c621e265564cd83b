package zhiheng.server.house;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import zhiheng.base.Refusal;
import zhiheng.ledger.Ledger;
import zhiheng.ledger.LedgerException;
import zhiheng.office.OfficeStore;

/** The ledger of an installation: its place, its name, and that it is not made anew beside a database that knows another. */
public final class Logs {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Logs() {}

    /** Where it lies. */
    public static Path folder(Path data) {
        return data.resolve("ledger");
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
