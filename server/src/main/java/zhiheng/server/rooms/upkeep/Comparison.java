package zhiheng.server.rooms.upkeep;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import zhiheng.base.Text;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitFiles;
import zhiheng.ledger.LedgerException;
import zhiheng.office.acts.Agreement;
import zhiheng.server.ground.ServerFile;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.rooms.gateway.LedgerRecorder;
import zhiheng.server.rooms.registry.JdbcOfficeStore;

/**
 * Compares all that an installation keeps, by content: database with ledger, permits with their acts, evidence with its digests.
 * Changes nothing, and may run beside the server.
 */
public final class Comparison {
    private static final int MOST = 20;

    /** One line of the answer. */
    public record Line(boolean bad, Text text) {}

    private final Path data;
    private final Db db;
    private final boolean quick;
    private final List<Line> lines = new ArrayList<>();
    private int bad;

    /** @param quick without reading every file of evidence */
    public Comparison(Path data, Db db, boolean quick) {
        this.data = data;
        this.db = db;
        this.quick = quick;
    }

    /** Compares, and says what was found. */
    public List<Line> run() throws IOException {
        var store = new JdbcOfficeStore(db);
        try {
            store.read(tx -> {
                store.in(tx)
                        .newestAct(); // from here on the transaction sees one state, and the log may be ahead of it,
                // not behind
                var log = LogWait.until(data, store.in(tx).entries());
                good(
                        "账本：" + log.size() + " 条，其中 " + log.signedSize() + " 条在检查点之下；" + log.verifierKey(),
                        "ledger: " + log.size() + " entries, " + log.signedSize() + " of them under the checkpoint; "
                                + log.verifierKey());
                var agreement = new Agreement(store.in(tx), log);
                var fork = agreement.fork();
                if (fork.isPresent()) {
                    wrong(fork.get());
                    return 0L; // what differs behind it is one thing
                }
                agreement.trouble().ifPresent(this::wrong);
                var compared = agreement.compare(this::wrong);
                good("数据库：" + compared + " 个行为与账本逐条比对", "database: " + compared + " acts compared with their entries");
                return compared;
            });
        } catch (LedgerException e) {
            wrong(e.text());
        }
        permits(store);
        evidence();
        return lines;
    }

    private void permits(JdbcOfficeStore store) {
        var folder = data.resolve("permits");
        var newest = store.read(tx -> LedgerRecorder.newest(store.in(tx)));
        if (!Files.isDirectory(folder) && newest.isEmpty()) {
            return;
        }
        Map<String, Permit> files = new HashMap<>();
        int open = 0;
        if (Files.isDirectory(folder)) {
            var kept = new PermitFiles(folder);
            kept.load().forEach(permit -> files.put(permit.system(), permit));
            open = kept.open().size();
        }
        for (var known : newest.values()) {
            compare(known, files.remove(known.system()));
        }
        files.values()
                .forEach(permit -> wrong(new Text(
                        "许可比数据库新：系统 " + permit.system() + " 有第 " + permit.version() + " 版许可文件，数据库中没有它的行为。",
                        "Permits are newer than the database: there is version " + permit.version() + " for system "
                                + permit.system() + ", and no act of it.")));
        good(
                "许可：" + newest.size() + " 个系统" + (open > 0 ? "；" + open + " 项变更尚未完成" : ""),
                "permits: " + newest.size() + " systems" + (open > 0 ? "; " + open + " changes under way" : ""));
    }

    private void compare(Permit known, @org.jspecify.annotations.Nullable Permit file) {
        if (file == null || file.version() < known.version()) {
            wrong(new Text(
                    "许可比账本旧：系统 " + known.system() + " 的文件为第 " + (file == null ? 0 : file.version()) + " 版，账本为第 "
                            + known.version() + " 版；启动时以账本为准。",
                    "Permits are older than the ledger: system " + known.system() + " has version "
                            + (file == null ? 0 : file.version()) + " on disk and " + known.version()
                            + " in the ledger; a start takes the ledger's."));
        } else if (file.version() > known.version()) {
            wrong(new Text(
                    "许可比账本新：系统 " + known.system() + " 的文件为第 " + file.version() + " 版，账本为第 " + known.version() + " 版。",
                    "Permits are newer than the ledger: system " + known.system() + " has version " + file.version()
                            + " on disk and " + known.version() + " in the ledger."));
        } else if (!file.equals(known)) {
            wrong(new Text(
                    "系统 " + known.system() + " 第 " + known.version() + " 版许可的文件与账本内容不同。",
                    "The permit of system " + known.system() + ", version " + known.version()
                            + ", differs between its file and the ledger."));
        }
    }

    private void evidence() throws IOException {
        var digests = db.read(c -> Sql.list(
                c,
                "SELECT DISTINCT sha256 FROM evidence WHERE link IS NULL AND erased = 0 ORDER BY sha256",
                row -> row.getString(1)));
        for (var digest : digests) {
            var file = ServerFile.of(data)
                    .shared()
                    .resolve("evidence")
                    .resolve(digest.substring(0, 2))
                    .resolve(digest);
            if (!Files.exists(file)) {
                wrong(new Text("缺少证据文件 " + digest + "。", "The file of evidence " + digest + " is missing."));
            } else if (!quick && !digest(file).equals(digest)) {
                wrong(new Text("证据文件 " + file + " 的内容已改变。", "The file of evidence " + file + " is not what it was."));
            }
        }
        good("证据：" + digests.size() + " 个文件", "evidence: " + digests.size() + " files");
    }

    static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var sha256 = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int n; (n = in.read(buffer)) >= 0; ) {
                sha256.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private void good(String zh, String en) {
        lines.add(new Line(false, new Text(zh, en)));
    }

    private void wrong(Text text) {
        if (bad++ < MOST) {
            lines.add(new Line(true, text));
        }
    }
}
