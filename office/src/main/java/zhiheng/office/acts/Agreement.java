package zhiheng.office.acts;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.ledger.LogView;

/**
 * Compares a database with the ledger beside it, by content: whose log it is, the root that was known, the ids of acts in leaves.
 * Where one of them was restored from an older copy, going on would give places of the log to other acts than before, and a second
 * log would be signed with the key of the first (C2SP tlog-checkpoint forbids it).
 */
public final class Agreement {
    private static final int PAGE = 10_000;

    private final ActTx rows;
    private final LogView log;

    public Agreement(ActTx rows, LogView log) {
        this.rows = rows;
        this.log = log;
    }

    /** The quick comparison for a start: whole only where the database has no seal yet. */
    void orRefuse() {
        var trouble = trouble();
        if (trouble.isPresent()) {
            throw new Refusal(Refusal.Kind.CONFLICT, trouble.get().and(whatToDo()));
        }
    }

    private static Text whatToDo() {
        return new Text(
                "未作任何改动。请从同一份备份恢复数据库与账本，再以 ./zhiheng check 核对。",
                " Nothing was changed. Restore database and ledger from one backup, then look with ./zhiheng check.");
    }

    /** Why database and ledger do not belong together; empty when they do. */
    public Optional<Text> trouble() {
        var seal = rows.seal();
        return seal.isPresent() ? sealed(seal.get()) : unsealed();
    }

    private Optional<Text> sealed(LogSeal seal) {
        if (!seal.verifierKey().equals(log.verifierKey())) {
            return Optional.of(new Text(
                    "账本是另一个日志：数据库所记为 " + seal.verifierKey() + "，账本目录中为 " + log.verifierKey() + "。",
                    "The ledger is another log: the database knows " + seal.verifierKey() + ", the folder holds "
                            + log.verifierKey() + "."));
        }
        if (log.size() < seal.size()) {
            return Optional.of(new Text(
                    "账本比数据库旧：账本有 " + log.size() + " 条，数据库已知 " + seal.size() + " 条。",
                    "The ledger is older than the database: it has " + log.size() + " entries, the database knows of "
                            + seal.size() + "."));
        }
        var fork = fork(seal);
        if (fork.isPresent()) {
            return fork;
        }
        if (!LogSeal.of(log, seal.size()).equals(seal)) {
            return Optional.of(new Text(
                    "账本的前 " + seal.size() + " 条已不是数据库所知的内容（根散列不同）：日志分叉或被改写。",
                    "The first " + seal.size()
                            + " entries of the ledger are not those that the database knows: their root is"
                            + " another. The log was forked or rewritten."));
        }
        return strangers(seal.size(), log.size());
    }

    /**
     * Whether the ledger is another continuation of the log that the database knows: it has its key, and from some entry on other
     * entries, the last one too. Said in one sentence, for then no single entry is to blame.
     */
    public Optional<Text> fork() {
        return rows.seal()
                .filter(seal -> seal.verifierKey().equals(log.verifierKey()))
                .flatMap(this::fork);
    }

    private Optional<Text> fork(LogSeal seal) {
        if (log.size() < seal.size() || LogSeal.of(log, seal.size()).equals(seal) || !differs(seal.size() - 1)) {
            return Optional.empty();
        }
        long first = seal.size() - 1;
        while (first > 0 && differs(first - 1)) {
            first--;
        }
        return Optional.of(new Text(
                "账本已分叉：从第 " + first + " 条起，它与数据库所知的同一日志内容不同——有人在它的一份旧副本上继续写过。请停止服务，两份账本都保留，从同一份备份恢复数据库与账本"
                        + "（./zhiheng restore），并告知见证方与监管方。",
                "The ledger was forked: from entry " + first
                        + " on it holds other entries than the log that the database"
                        + " knows, since an older copy of it was written to; stop the server, keep both ledgers, restore"
                        + " database and ledger from one backup (./zhiheng restore), and tell the witness and whoever"
                        + " follows the log."));
    }

    /** Whether the entry at this place is not the act that the database has there. */
    private boolean differs(long index) {
        return rows.actsFrom(index, 1).stream()
                .findFirst()
                .filter(row -> row.ledgerIndex() == index)
                .map(row -> !Arrays.equals(
                        log.entryBytes(index), Outbox.entry(row.act()).toBytes()))
                .orElse(false);
    }

    /** A database from before there were seals: every act is looked at once. */
    private Optional<Text> unsealed() {
        if (rows.newestAct().isEmpty() && log.size() > 0) {
            return Optional.of(new Text(
                    "数据库是空的，账本却有 " + log.size() + " 条：数据库比账本旧，或不属于它。",
                    "The database is empty but the ledger has " + log.size()
                            + " entries: the database is older than the ledger, or not its own."));
        }
        var first = new Text[1];
        compare(text -> first[0] = first[0] == null ? text : first[0]);
        return Optional.ofNullable(first[0]);
    }

    /** Entries that the database has no act of. Acts still pending are in the database too. */
    private Optional<Text> strangers(long from, long to) {
        for (long i = from; i < to; i++) {
            var stranger = stranger(i);
            if (stranger.isPresent()) {
                return stranger;
            }
        }
        return Optional.empty();
    }

    private Optional<Text> stranger(long index) {
        var id = Json.actId(log.entry(index).bodyJson());
        return id.isEmpty() || id.equals("null") || rows.act(id).isPresent()
                ? Optional.empty()
                : Optional.of(new Text(
                        "数据库比账本旧：账本第 " + index + " 条（行为 " + id + "）在数据库中不存在。",
                        "The database is older than the ledger: it has no act " + id + ", which is entry " + index
                                + " of the ledger."));
    }

    /** The whole comparison: each act with the leaf at its place, each leaf with its act. Returns how many acts were compared. */
    public long compare(Consumer<Text> wrong) {
        long next = 0;
        long compared = 0;
        for (var page = rows.actsFrom(0, PAGE); !page.isEmpty(); page = rows.actsFrom(next, PAGE)) {
            for (var row : page) {
                for (; next < row.ledgerIndex() && next < log.size(); next++) {
                    stranger(next).ifPresent(wrong);
                }
                if (row.ledgerIndex() >= log.size()) {
                    wrong.accept(new Text(
                            "账本比数据库旧：账本有 " + log.size() + " 条，行为 " + row.act().id() + " 却在第 " + row.ledgerIndex()
                                    + " 条。",
                            "The ledger is older than the database: it has " + log.size() + " entries, but act "
                                    + row.act().id() + " is said to be entry " + row.ledgerIndex() + "."));
                    return compared;
                }
                compare(row, wrong);
                compared++;
                next = row.ledgerIndex() + 1;
            }
        }
        for (; next < log.size(); next++) {
            stranger(next).ifPresent(wrong);
        }
        return compared;
    }

    private void compare(ActRow row, Consumer<Text> wrong) {
        var leaf = log.entryBytes(row.ledgerIndex());
        if (!Arrays.equals(leaf, Outbox.entry(row.act()).toBytes())) {
            var id = Json.actId(log.entry(row.ledgerIndex()).bodyJson());
            wrong.accept(new Text(
                    "账本第 " + row.ledgerIndex() + " 条是行为 " + id + "，数据库却认为是 "
                            + row.act().id() + "，或其内容不同：两者不是同一时刻的。",
                    "Entry " + row.ledgerIndex() + " of the ledger is act " + id + ", where the database has "
                            + row.act().id() + ", or another content of it: they are not of one time."));
        }
    }
}
