package zhiheng.server.rooms.upkeep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import zhiheng.base.Json;
import zhiheng.base.JsonReader;
import zhiheng.base.OwnerOnly;
import zhiheng.base.Refusal;
import zhiheng.gateway.permit.PermitFiles;
import zhiheng.ledger.LedgerCopy;
import zhiheng.server.ground.ServerFile;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.rooms.gateway.LedgerRecorder;
import zhiheng.server.rooms.registry.JdbcOfficeStore;

/**
 * A backup of one moment, beside a running server: the database as one transaction sees it decides, and everything else is made to fit
 * it. The ledger is built anew up to the size that this database knows, its root compared; permits are what its acts led to. Evidence
 * never changes under its digest. Keys go along under a passphrase only. Always SQLite, whatever the server runs on.
 */
public final class Backup {
    private static final String DATABASE = "zhiheng.db";
    private static final String KEYS = "keys.sealed";
    private static final String MANIFEST = "manifest.json";
    private static final List<String> KEY_FILES = List.of("identity.key", "secret.key", "mark.key");
    private static final Set<String> COPIED = Set.of("evidence", "attachments", "journal", "inspect", "watch.state");

    /** Of these what each of several servers has for itself. */
    private static final Set<String> OWN = Set.of("journal");

    private final Path data;
    private final Map<String, String> environment;
    private final List<Migration> schema;

    public Backup(Path data, Map<String, String> environment, List<Migration> schema) {
        this.data = data;
        this.environment = environment;
        this.schema = schema;
    }

    private String url() {
        return environment.getOrDefault("ZHIHENG_DB_URL", "");
    }

    private String setting(String name) {
        return environment.getOrDefault(name, "");
    }

    /** Makes it in {@code to}, which must not be there or be empty. Returns how many entries of the ledger it holds. */
    public long make(Path to, char[] passphrase) throws IOException, SQLException {
        strong(passphrase);
        mustBeEmpty(to);
        OwnerOnly.folder(to);
        var file = to.resolve(DATABASE);
        OwnerOnly.make(file);
        snapshot(file);
        onItsOwn(file);
        long size;
        try (var db = Db.readOnly(file)) {
            size = fit(db, to);
        }
        var shared = ServerFile.of(data).shared();
        for (var name : COPIED) {
            copy((OWN.contains(name) ? data : shared).resolve(name), to.resolve(name));
        }
        var keys = new TreeMap<String, byte[]>();
        for (var name : KEY_FILES) {
            if (Files.exists(shared.resolve(name))) {
                keys.put(name, Files.readAllBytes(shared.resolve(name)));
            }
        }
        keys.put("ledger/private/key", Files.readAllBytes(LedgerCopy.key(data.resolve("ledger"))));
        write(to.resolve(KEYS), SealedKeys.seal(keys, passphrase));
        manifest(to, size);
        return size;
    }

    private void snapshot(Path file) throws SQLException, IOException {
        if (url().isEmpty()) {
            Db.readOnly(data.resolve(DATABASE)).close(); // says where there is none
            try (var c = DriverManager.getConnection("jdbc:sqlite:" + data.resolve(DATABASE))) {
                Sql.update(c, "VACUUM INTO ?", file.toString());
            }
            return;
        }
        Files.delete(file);
        OwnerOnly.make(file);
        Db.sqlite(file, schema).close();
        try (var from = Db.readOnly(url(), setting("ZHIHENG_DB_USER"), setting("ZHIHENG_DB_PASSWORD"));
                var to = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            to.setAutoCommit(false);
            from.read(c -> TableCopy.copy(c, to, TableCopy.tables(to)));
            to.commit();
        }
    }

    /** What is restored is a server on its own again, whose journal is the first. */
    private void onItsOwn(Path file) throws SQLException {
        int journal = ServerFile.of(data).journal();
        if (journal != 1) {
            try (var c = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                Sql.update(c, "DELETE FROM journal_position WHERE one <> ?", journal);
                Sql.update(c, "UPDATE journal_position SET one = 1");
            }
        }
    }

    private long fit(Db db, Path to) throws IOException {
        var store = new JdbcOfficeStore(db);
        var seal = store.read(tx -> store.in(tx).seal());
        long known = seal.map(s -> s.size()).orElse(0L);
        long size = Math.max(known, store.read(tx -> store.in(tx).entries()));
        size = Math.max(known, Math.min(size, LogWait.until(data, size).size()));
        var root = LedgerCopy.cut(data.resolve("ledger"), size, to.resolve("ledger"));
        if (seal.isPresent()
                && size == known
                && !Base64.getEncoder().encodeToString(root).equals(seal.get().root())) {
            throw Refusal.conflict(
                    "账本与数据库不符，未作备份：请先运行 ./zhiheng check。",
                    "Ledger and database do not agree, so there is no backup: run ./zhiheng check first.");
        }
        var newest = store.read(tx -> LedgerRecorder.newest(store.in(tx)));
        if (!newest.isEmpty()) {
            var permits = new PermitFiles(to.resolve("permits"));
            newest.values().forEach(permits::commit);
        }
        return size;
    }

    private static void manifest(Path to, long size) throws IOException {
        var files = new TreeMap<String, Object>();
        try (var all = Files.walk(to)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                files.put(to.relativize(file).toString(), Comparison.digest(file));
            }
        }
        var manifest = new LinkedHashMap<String, Object>();
        manifest.put("form", "zhiheng-backup-1");
        manifest.put("made", Clock.systemUTC().instant());
        manifest.put("entries", size);
        manifest.put("sha256", files);
        write(to.resolve(MANIFEST), Json.write(manifest));
    }

    private static void write(Path file, String text) throws IOException {
        OwnerOnly.make(file);
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts it back into the empty folder of this installation, and where PostgreSQL is named into its empty database. */
    public void restore(Path from, char[] passphrase) throws IOException, SQLException {
        whole(from);
        var keys = SealedKeys.open(Files.readString(from.resolve(KEYS)), passphrase);
        mustBeEmpty(data);
        OwnerOnly.folder(data);
        copy(from, data);
        Files.delete(data.resolve(MANIFEST));
        Files.delete(data.resolve(KEYS));
        for (var key : keys.entrySet()) {
            var file = data.resolve(key.getKey()).normalize();
            if (!file.startsWith(data.normalize())) {
                throw Refusal.invalid("备份中的密钥名有误。", "A key in the backup has a wrong name.");
            }
            OwnerOnly.folder(file.resolveSibling("."));
            OwnerOnly.make(file);
            Files.write(file, key.getValue());
        }
        if (!url().isEmpty()) {
            intoPostgres();
        }
    }

    private void intoPostgres() throws SQLException, IOException {
        var file = data.resolve(DATABASE);
        Db.sqlite(file, schema).close(); // a backup of an older version is brought up first
        try (var db = Db.postgres(url(), setting("ZHIHENG_DB_USER"), setting("ZHIHENG_DB_PASSWORD"), schema);
                var from = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            var tables = TableCopy.tables(from);
            db.write(c -> {
                for (var table : List.of("act", "person")) {
                    if (Sql.number(c, "SELECT COUNT(*) FROM " + table) > 0) {
                        throw Refusal.conflict(
                                "数据库 " + url() + " 不是空的，未恢复。请换一个空的数据库。",
                                "The database " + url()
                                        + " is not empty; nothing was restored into it. Name an empty one.");
                    }
                }
                return TableCopy.copy(from, c, tables);
            });
        }
        for (var left : List.of(DATABASE, DATABASE + "-wal", DATABASE + "-shm")) {
            Files.deleteIfExists(data.resolve(left));
        }
    }

    /** Every file is the one that was written, and none is missing. */
    private static void whole(Path from) throws IOException {
        var manifest = JsonReader.object(Files.readString(from.resolve(MANIFEST)), JsonReader.Limits.RECORD);
        if (!"zhiheng-backup-1".equals(manifest.get("form")) || !(manifest.get("sha256") instanceof Map<?, ?> files)) {
            throw Refusal.invalid(from + " 不是智衡的备份。", from + " is no backup of Zhiheng.");
        }
        for (var file : files.entrySet()) {
            String now;
            try {
                now = Comparison.digest(from.resolve(String.valueOf(file.getKey())));
            } catch (NoSuchFileException e) {
                now = "";
            }
            if (!now.equals(file.getValue())) {
                throw Refusal.conflict(
                        "备份已损坏：" + file.getKey() + " 缺失或已改变；未恢复任何内容。",
                        "The backup is damaged: " + file.getKey()
                                + " is missing or was changed; nothing was restored.");
            }
        }
    }

    private static void strong(char[] passphrase) {
        if (passphrase.length < SealedKeys.SHORTEST_PASSPHRASE) {
            throw Refusal.invalid(
                    "口令至少 " + SealedKeys.SHORTEST_PASSPHRASE + " 个字符。",
                    "The passphrase has at least " + SealedKeys.SHORTEST_PASSPHRASE + " characters.");
        }
    }

    private static void mustBeEmpty(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                if (files.findAny().isEmpty()) {
                    return;
                }
            }
        }
        if (Files.exists(folder)) {
            throw Refusal.conflict(folder + " 已存在且不为空，请另选。", folder + " is there and not empty; choose another.");
        }
    }

    /** A file that goes away meanwhile is left out: what the database knows stays. */
    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        List<Path> all;
        try (var files = Files.walk(from)) {
            all = files.toList();
        }
        for (var file : all) {
            var target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                OwnerOnly.folders(target);
            } else {
                try {
                    OwnerOnly.make(target);
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                } catch (NoSuchFileException gone) {
                    Files.deleteIfExists(target);
                }
            }
        }
    }
}
