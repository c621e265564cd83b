package zhiheng.ledger;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * Checks a log that somebody else keeps: the signature of its checkpoint, every hash against the entries, and that an
 * older checkpoint is still true. Changes nothing.
 */
public final class LedgerVerifier {
    private static final int MAX_LINES = 20;
    private static final int SMALL_FILE = 64 << 10;

    /**
     * @param size how many entries the checkpoint covers
     * @param pending durable entries behind it, in write-ahead files; 0 for a URI or a running log
     * @param firstLie the first leaf that is not what it should be, where one can be named
     * @param lines for people; the first says the result
     */
    public record Report(boolean ok, long size, long pending, OptionalLong firstLie, List<Line> lines) {}

    /** @param bad a reason why the log is not whole; otherwise a remark */
    public record Line(boolean bad, Text text) {
        Line(boolean bad, String zh, String en) {
            this(bad, new Text(zh, en));
        }
    }

    private final Source source;
    private final List<Line> problems = new ArrayList<>();
    private final List<Line> remarks = new ArrayList<>();
    private long firstLie = Long.MAX_VALUE;
    private long size;
    private long pending;

    private LedgerVerifier(Source source) {
        this.source = source;
    }

    /**
     * @param since a signed checkpoint kept from earlier: the log must still begin with what it covered
     * @param verifierKey the log's key as you hold it; without one the key lying beside the log is believed, and said so
     */
    public static Report verify(Path dir, @Nullable String since, @Nullable String verifierKey) {
        return verify(dir, since, verifierKey, null);
    }

    /** @param witnessKey of a witness whose cosignature the checkpoint must bear; null for none */
    public static Report verify(
            Path dir, @Nullable String since, @Nullable String verifierKey, @Nullable String witnessKey) {
        return new LedgerVerifier(new Source.Dir(dir)).run(dir, since, verifierKey, witnessKey);
    }

    /** As for a folder, over http or https, from the address under which {@code checkpoint} and {@code tile/} lie. */
    public static Report verify(URI uri, @Nullable String since, @Nullable String verifierKey) {
        return verify(uri, since, verifierKey, null);
    }

    /** @param bearer an API token, for a log that is served only to those who may read it */
    public static Report verify(
            URI uri, @Nullable String since, @Nullable String verifierKey, @Nullable String bearer) {
        return verify(uri, since, verifierKey, bearer, null);
    }

    /** @param witnessKey of a witness whose cosignature the checkpoint must bear; null for none */
    public static Report verify(
            URI uri,
            @Nullable String since,
            @Nullable String verifierKey,
            @Nullable String bearer,
            @Nullable String witnessKey) {
        return new LedgerVerifier(Source.Http.at(uri, bearer)).run(null, since, verifierKey, witnessKey);
    }

    private Report run(
            @Nullable Path dir, @Nullable String since, @Nullable String givenKey, @Nullable String witnessKey) {
        try {
            Path privateDir = dir == null ? null : dir.resolve(Folder.PRIVATE);
            try (var lock = privateDir == null ? new Held(null, false) : takeLock(privateDir)) {
                check(dir, lock.running(), since, givenKey, witnessKey);
            }
        } catch (LedgerException e) {
            problem(e.text().zh(), e.text().en());
        } catch (IOException e) {
            problem("读取失败：" + e, "Reading failed: " + e);
        }
        return report();
    }

    /** @param running another holds the log, so its write-ahead files are in motion and are not judged */
    private record Held(@Nullable FolderLock lock, boolean running) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (lock != null) {
                lock.close();
            }
        }
    }

    private Held takeLock(Path privateDir) {
        if (!Files.isWritable(privateDir.resolve("lock"))) {
            return new Held(null, false);
        }
        try {
            FolderLock lock = FolderLock.tryTake(privateDir);
            return new Held(lock, lock == null);
        } catch (IOException e) {
            return new Held(null, false); // a read-only copy
        }
    }

    private void check(
            @Nullable Path dir,
            boolean running,
            @Nullable String since,
            @Nullable String givenKey,
            @Nullable String witnessKey)
            throws IOException {
        String key = key(givenKey);
        byte[] note = source.read(Folder.CHECKPOINT, SMALL_FILE);
        if (note == null) {
            throw new LedgerException(
                    "此处没有 checkpoint 文件，不是日志，或日志已残缺。",
                    "There is no file checkpoint here: not a log, or one that lost it.");
        }
        var checkpoint = Checkpoint.open(new String(note, StandardCharsets.UTF_8), key);
        if (witnessKey != null) {
            cosigned(new String(note, StandardCharsets.UTF_8), witnessKey);
        }
        size = checkpoint.size();
        Checkpoint earlier = since == null ? null : Checkpoint.open(since, key);
        var wal = new WalReader(0, List.of(), 0, List.of());
        if (dir != null && !running) {
            wal = pending(dir, key);
        }
        var recomputation = new Recomputation(source, size, Math.max(wal.first(), 0), wal.entries(), this::lie);
        var sizes = new HashSet<>(Set.of(size));
        if (earlier != null) {
            sizes.add(earlier.size());
        }
        var roots = recomputation.run(sizes);
        if (roots.containsKey(size)
                && !Arrays.equals(roots.get(size), checkpoint.root())
                && recomputation.swappedAtTheEnd(checkpoint.root())) {
            remarks.add(new Line(false, "其余各条与签名的检查点相符。", "All other entries are what the checkpoint signed."));
        } else {
            compareRoot(checkpoint, roots.get(size));
        }
        if (earlier != null) {
            compareEarlier(checkpoint, earlier, roots.get(earlier.size()));
        }
        if (recomputation.cutShort()) {
            remarks.add(new Line(false, "其后的文件未检查。", "The files behind it were not checked."));
        } else if (dir != null && !running) {
            unknownFiles(dir, recomputation.visited());
        }
        if (running) {
            remarks.add(new Line(
                    false,
                    "日志正在运行：检查点之后的条目未检查。",
                    "The log is running: entries behind the checkpoint were not checked."));
        }
    }

    private void cosigned(String note, String witnessKey) {
        try {
            var at = Cosigner.cosigned(note, witnessKey);
            var name = witnessKey.strip().split("\\+", 2)[0];
            remarks.add(new Line(
                    false,
                    "检查点由见证方 " + name + " 于 " + at + " 会签。",
                    "The checkpoint was cosigned by the witness " + name + " at " + at + "."));
        } catch (LedgerException e) {
            problem(e.text().zh(), e.text().en());
        }
    }

    private String key(@Nullable String given) throws IOException {
        byte[] bytes = source.read(Folder.VERIFIER_KEY, SMALL_FILE);
        String beside = bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
        if (given != null) {
            if (beside != null && !beside.equals(given.strip() + "\n")) {
                problem("文件 verifier-key 与所给的验证密钥不同。", "The file verifier-key is not the key that was given.");
            }
            return given.strip();
        }
        if (beside == null || !beside.endsWith("\n")) {
            throw new LedgerException(
                    "没有验证密钥：文件 verifier-key 缺失或残缺，请给出密钥。",
                    "There is no key to check with: the file verifier-key is missing or cut; give the key.");
        }
        remarks.add(new Line(
                false,
                "签名用日志自带的密钥检查。请与另行取得的密钥核对：" + beside.strip(),
                "The signature was checked with the key that lies beside the log. Compare it with one you got another"
                        + " way: "
                        + beside.strip()));
        return beside.substring(0, beside.length() - 1);
    }

    private WalReader pending(Path dir, String key) throws IOException {
        Path privateDir = dir.resolve(Folder.PRIVATE);
        Path keyFile = privateDir.resolve(Recovery.KEY_FILE);
        if (Files.isReadable(keyFile)
                && !Recovery.readKey(keyFile).verifierText().equals(key)) {
            problem("签名密钥文件不属于此日志。", "The signing key's file does not belong to this log.");
        }
        WalReader wal = WalReader.read(privateDir);
        if (wal.tornBytes() > 0) {
            problem(
                    "预写文件末尾有 " + wal.tornBytes() + " 字节残缺（崩溃或损坏）。打开一次日志即可丢弃未确认的残余。",
                    "The write-ahead file ends in " + wal.tornBytes()
                            + " bytes that are not whole: a crash, or damage. Opening the log once drops what was not"
                            + " acknowledged.");
        }
        if (wal.first() > size) {
            problem(
                    "检查点止于 " + size + "，预写文件却从 " + wal.first() + " 开始。",
                    "The checkpoint ends at " + size + " but the write-ahead files begin at " + wal.first() + ".");
            return new WalReader(0, List.of(), 0, wal.files());
        }
        pending = Math.max(0, wal.first() + wal.entries().size() - size);
        if (pending > 0) {
            remarks.add(new Line(
                    false,
                    "检查点之后另有 " + pending + " 条已落盘的条目，下次打开日志时纳入检查点。",
                    pending + " durable entries lie behind the checkpoint; the next start of the log covers them."));
        }
        return wal;
    }

    private void compareRoot(Checkpoint checkpoint, byte @Nullable [] root) {
        if (root != null && !Arrays.equals(root, checkpoint.root())) {
            problem(
                    "由条目重算的根散列与签名的检查点不同：前 " + size + " 条中有改动。用较早的检查点（--since）可缩小范围。",
                    "The root recomputed from the entries is not the one signed: something among the first " + size
                            + " entries was changed. Earlier checkpoints (--since) narrow it down.");
        }
    }

    private void compareEarlier(Checkpoint now, Checkpoint earlier, byte @Nullable [] root) {
        if (!now.origin().equals(earlier.origin())) {
            problem(
                    "较早的检查点来自另一个日志 " + earlier.origin() + "。",
                    "The earlier checkpoint is of another log, " + earlier.origin() + ".");
        } else if (earlier.size() > now.size()) {
            lie(
                    now.size(),
                    "较早的检查点有 " + earlier.size() + " 条，现在只有 " + now.size() + " 条：日志被截短",
                    "the earlier checkpoint has " + earlier.size() + " entries, now there are " + now.size()
                            + ": the log was cut");
        } else if (root != null && !Arrays.equals(root, earlier.root())) {
            problem(
                    "前 " + earlier.size() + " 条已不是较早的检查点所签的内容：日志分叉，历史被改写。请保留两个检查点，向日志的运营方和见证方追问，勿再采信此日志。",
                    "The first " + earlier.size()
                            + " entries are no longer what the earlier checkpoint signed: the log was forked, its"
                            + " history was rewritten. Keep both checkpoints, ask whoever runs the log and its witness,"
                            + " and believe this log no more.");
        }
    }

    private void unknownFiles(Path dir, Set<String> known) throws IOException {
        Path tiles = dir.resolve("tile");
        if (!Files.isDirectory(tiles)) {
            return;
        }
        try (var files = Files.walk(tiles)) {
            files.filter(f -> !Files.isDirectory(f))
                    .map(f -> dir.relativize(f).toString().replace('\\', '/'))
                    .filter(name -> !known.contains(name))
                    .forEach(name ->
                            problem("文件 " + name + " 不属于此日志。", "The file " + name + " is no part of this log."));
        }
    }

    private void lie(long leaf, String zh, String en) {
        firstLie = Math.min(firstLie, leaf);
        problem("第 " + leaf + " 条：" + zh + "。", "Leaf " + leaf + ": " + en + ".");
    }

    private void problem(String zh, String en) {
        if (problems.size() < MAX_LINES) {
            problems.add(new Line(true, zh, en));
        }
    }

    private Report report() {
        boolean ok = problems.isEmpty();
        var lie = firstLie == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(firstLie);
        var lines = new ArrayList<Line>();
        if (ok) {
            lines.add(new Line(
                    false,
                    "日志完整：" + size + " 条，全部重算相符。",
                    "The log is whole: " + size + " entries, all recomputed and right."));
        } else if (lie.isPresent()) {
            lines.add(new Line(
                    true,
                    "日志不完整：第一处不实在第 " + firstLie + " 条（从 0 数起）。",
                    "The log is not whole: the first lie is at leaf " + firstLie + " (counted from 0)."));
        } else {
            lines.add(new Line(true, "日志不完整，无法指明是哪一条。", "The log is not whole; which leaf cannot be told."));
        }
        lines.addAll(problems);
        lines.addAll(remarks);
        return new Report(ok, size, pending, lie, List.copyOf(lines));
    }
}
