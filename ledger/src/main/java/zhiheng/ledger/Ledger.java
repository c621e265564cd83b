package zhiheng.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An append-only Merkle log in a folder. Thread-safe; one process at a time.
 *
 * <p>{@link #append} returns when the entry is durable. One thread takes all entries that wait, writes them to a
 * write-ahead file and forces it once; another turns durable entries into tiles and a signed checkpoint shortly after.
 * When the disk refuses a write, the entries of that batch are refused: what the disk holds after a failed force cannot be
 * known. The log then goes on by itself as soon as the disk takes again everything that was acknowledged, written anew and
 * beside, and lets go of the files that it refused to finish.
 */
public final class Ledger implements LogView, AutoCloseable {
    /** A batch holds no more than this, so that one force stays short. */
    private static final int MAX_BATCH = 2048;

    private static final int MAX_BATCH_BYTES = 4 << 20;
    /** Entries durable but not yet in tiles; with more, writers wait. Bounds memory and the next start. */
    private static final long MAX_UNPUBLISHED = 100_000;

    /** A disk that refuses is not asked more often than this. */
    private static final Duration HEAL_EVERY = Duration.ofMillis(100);

    private final Folder folder;
    private final FolderLock lock;
    private final TileStore store;
    private final Wal wal;
    private final Publisher publisher;
    private final String verifierKey;
    private final Duration cadence;
    private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>(65_536);
    private final Thread sequencer;
    private final Thread publishing;
    /** Why nothing can be written at the moment. */
    private volatile @Nullable LedgerException stopped;

    private long healAfterNanos;
    private volatile boolean closing;
    private volatile boolean drained;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Put behind the last entry when closing. */
    private final Pending end = new Pending(List.of(), List.of(), new CompletableFuture<>());

    /** Stands for nothing: whoever meets it looks whether the disk is back. */
    private final Pending look = new Pending(List.of(), List.of(), new CompletableFuture<>());

    /** Entries that lie side by side in one frame of the write-ahead file; done with the index of the first. */
    private record Pending(List<byte[]> entries, List<byte[]> leafHashes, CompletableFuture<Long> done) {
        long bytes() {
            return entries.stream().mapToLong(entry -> entry.length).sum();
        }
    }

    /** What tests turn. */
    record Options(Disk disk, Duration cadence, int segmentBytes) {
        static Options standard() {
            return new Options(new LocalDisk(), Duration.ofMillis(200), 4 << 20);
        }
    }

    /**
     * Opens or makes the log in {@code dir}; makes its key on first start; after a crash brings it to its last
     * acknowledged entry or beyond.
     *
     * @param origin the log's name in checkpoints, such as {@code zhiheng.example.org/log}; no blanks, no plus
     * @throws LedgerException when the log is in use, damaged or of another origin
     */
    public static Ledger open(Path dir, String origin) {
        return open(dir, origin, Options.standard());
    }

    /** The verifier key of the log that lies in {@code dir}, whose name is the log's origin; empty where there is none. Changes nothing. */
    public static Optional<String> keyOf(Path dir) {
        try {
            Path secret = dir.resolve(Folder.PRIVATE).resolve(Recovery.KEY_FILE);
            if (Files.exists(secret)) {
                return Optional.of(Recovery.readKey(secret).verifierText());
            }
            Path shown = dir.resolve(Folder.VERIFIER_KEY);
            return Files.exists(shown)
                    ? Optional.of(
                            NoteKey.verifier(Files.readString(shown).strip()).verifierText())
                    : Optional.empty();
        } catch (IOException e) {
            throw new LedgerException(
                    "无法读取日志 " + dir + " 的密钥：" + e + "。请检查权限。",
                    "The key of the log " + dir + " cannot be read: " + e + ". Check its rights.",
                    e);
        }
    }

    static Ledger open(Path dir, String origin, Options options) {
        var folder = new Folder(dir, options.disk());
        FolderLock lock = null;
        Ledger ledger = null;
        try {
            folder.mkdirs(folder.privateDir(), true);
            lock = FolderLock.tryTake(folder.privateDir());
            if (lock == null) {
                throw new LedgerException(
                        "日志 " + dir + " 正被另一个进程使用。请先停止它；同一日志一次只能由一个进程写入。",
                        "The log " + dir + " is in use by another process. Stop that one first; a log has one writer.");
            }
            var store = new TileStore(dir);
            var wal = new Wal(folder, options.segmentBytes());
            var publisher = new Recovery(folder).run(origin, store, wal);
            String key = Files.readString(folder.resolve(Folder.VERIFIER_KEY)).strip();
            ledger = new Ledger(folder, lock, store, wal, publisher, key, options.cadence());
            return ledger;
        } catch (IOException e) {
            throw new LedgerException(
                    "无法打开日志 " + dir + "：" + e + "。请检查磁盘空间与权限后重试；日志内容未受影响。",
                    "The log " + dir + " cannot be opened: " + e
                            + ". Check space and permissions and try again; what it holds is untouched.",
                    e);
        } finally {
            if (ledger == null && lock != null) {
                closeQuietly(lock);
            }
        }
    }

    private Ledger(
            Folder folder,
            FolderLock lock,
            TileStore store,
            Wal wal,
            Publisher publisher,
            String verifierKey,
            Duration cadence) {
        this.folder = folder;
        this.lock = lock;
        this.store = store;
        this.wal = wal;
        this.publisher = publisher;
        this.verifierKey = verifierKey;
        this.cadence = cadence;
        this.sequencer = Thread.ofPlatform().daemon().name("ledger-sequencer").start(this::sequence);
        this.publishing = Thread.ofPlatform().daemon().name("ledger-publisher").start(this::publishRegularly);
    }

    /** Returns the entry's index when it is durable. LedgerException: not acknowledged, though it may be found later. */
    public long append(Entry entry) {
        return appendAll(List.of(entry));
    }

    /**
     * Appends them side by side, in their order, and returns the index of the first when all are durable. A crash or a failed write
     * leaves all or none: they share one frame.
     */
    public long appendAll(List<Entry> entries) {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("no entries");
        }
        try {
            return enqueue(entries).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LedgerException cause) {
                throw new LedgerException(cause.text(), cause);
            }
            throw e;
        }
    }

    /** As {@link #append}; completes on the log's own thread, so attach only short work. */
    public CompletableFuture<Long> appendAsync(Entry entry) {
        return enqueue(List.of(entry));
    }

    private CompletableFuture<Long> enqueue(List<Entry> entries) {
        var bytes = entries.stream().map(Entry::toBytes).toList();
        var hasher = new Hasher();
        var pending = new Pending(bytes, bytes.stream().map(hasher::leaf).toList(), new CompletableFuture<>());
        try {
            while (true) {
                if (closing) {
                    pending.done().completeExceptionally(refusal());
                    break;
                }
                if (queue.offer(pending, 100, TimeUnit.MILLISECONDS)) {
                    if (drained) {
                        refuseQueued(); // the sequencer has gone and would not see it
                    }
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            pending.done()
                    .completeExceptionally(
                            new LedgerException("写入被中断，条目未提交。", "Interrupted; the entry was not written.", e));
        }
        return pending.done();
    }

    /** How many entries are durable. */
    @Override
    public long size() {
        return store.size();
    }

    /** The newest checkpoint on disk, a signed note. It trails {@link #size} by a moment. */
    public String signedCheckpoint() {
        return publisher.published().note();
    }

    /** Makes and returns, now, a checkpoint that covers every acknowledged entry. */
    public String checkpoint() {
        try {
            publisher.publish();
            return signedCheckpoint();
        } catch (IOException e) {
            throw new LedgerException(
                    "无法写出检查点：" + e + "。已确认的条目均已落盘；请检查磁盘空间，系统会自动重试。",
                    "The checkpoint cannot be written: " + e
                            + ". Acknowledged entries are safe; check the disk's space. It will be tried again.",
                    e);
        }
    }

    @Override
    public byte[] entryBytes(long index) {
        checkRange(0 <= index && index < size(), index);
        try {
            return store.entry(index).clone();
        } catch (IOException e) {
            throw new LedgerException("无法读取条目 " + index + "：" + e, "Entry " + index + " cannot be read: " + e, e);
        }
    }

    /** Proves that entry {@code index} is in the tree of the first {@code treeSize} entries. */
    public List<byte[]> inclusionProof(long index, long treeSize) {
        checkRange(0 <= index && index < treeSize && treeSize <= size(), index);
        return new Merkle(store).inclusion(index, treeSize);
    }

    /** Proves that the tree of {@code to} entries begins with the tree of {@code from}. */
    public List<byte[]> consistencyProof(long from, long to) {
        checkRange(0 <= from && from <= to && to <= size(), from);
        return new Merkle(store).consistency(from, to);
    }

    @Override
    public byte[] root(long treeSize) {
        checkRange(0 <= treeSize && treeSize <= size(), treeSize);
        return new Merkle(store).root(treeSize);
    }

    private void checkRange(boolean ok, long asked) {
        if (!ok) {
            throw new LedgerException(
                    "日志没有所问的位置 " + asked + "：现有 " + size() + " 条。",
                    "The log has " + size() + " entries; " + asked + " is out of range.");
        }
    }

    /** Files to serve: {@code checkpoint}, {@code verifier-key} and {@code tile/}. Never serve {@code private/}. */
    public Path dir() {
        return folder.root();
    }

    @Override
    public String verifierKey() {
        return verifierKey;
    }

    /** Why nothing can be written at the moment; empty when all is well. */
    public Optional<LedgerException> trouble() {
        return Optional.ofNullable(stopped);
    }

    private void sequence() {
        var batch = new ArrayList<Pending>();
        try {
            for (boolean last = false; !last; batch.clear()) {
                last = take(queue.take(), batch);
                try {
                    if (stopped != null && !last) {
                        heal();
                    }
                    awaitPublisher();
                    commit(batch);
                } catch (IOException | RuntimeException e) {
                    var failure = failure(e);
                    stopped = failure;
                    batch.forEach(p -> p.done().completeExceptionally(failure));
                }
            }
        } catch (InterruptedException e) {
            stopped = new LedgerException("日志线程被中断。", "The log's thread was interrupted.", e);
        } finally {
            drained = true;
            refuseQueued();
        }
    }

    private LedgerException failure(Exception e) {
        return e instanceof LedgerException known
                ? known
                : new LedgerException(
                        "日志 " + dir() + " 写盘失败（" + e + "），该批条目未确认。请检查磁盘；磁盘可写后日志自动恢复。",
                        "The log " + dir() + " could not write (" + e
                                + "): these entries are not acknowledged. Check the disk; the log goes on by itself"
                                + " once it can be written.",
                        e);
    }

    /**
     * Everything acknowledged goes into tiles under a checkpoint, and the write-ahead files with it, whatever the failed write
     * left in them: a refused entry is not there afterwards. Throws while the disk does not take that.
     */
    private void heal() throws IOException {
        var why = stopped;
        if (why != null && System.nanoTime() < healAfterNanos) {
            throw why;
        }
        healAfterNanos = System.nanoTime() + HEAL_EVERY.toNanos();
        publisher.publish();
        wal.startOver();
        stopped = null;
    }

    /** Fills the batch with what waits; true when {@link #end} was met, behind which nothing is taken. */
    private boolean take(Pending first, List<Pending> batch) {
        long bytes = 0;
        for (Pending p = first; p != null; p = queue.poll()) {
            if (p == end) {
                return true;
            }
            if (p == look) {
                continue;
            }
            batch.add(p);
            bytes += p.bytes();
            if (batch.size() >= MAX_BATCH || bytes >= MAX_BATCH_BYTES) {
                break;
            }
        }
        return false;
    }

    private void commit(List<Pending> batch) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        long first = store.size();
        wal.append(first, batch.stream().flatMap(p -> p.entries().stream()).toList());
        for (var p : batch) {
            for (int i = 0; i < p.entries().size(); i++) {
                store.add(p.entries().get(i), p.leafHashes().get(i));
            }
        }
        store.publish();
        for (var p : batch) {
            p.done().complete(first);
            first += p.entries().size();
        }
    }

    private void awaitPublisher() throws IOException {
        if (store.size() - publisher.published().size() > MAX_UNPUBLISHED) {
            publisher.publish();
        }
    }

    private void refuseQueued() {
        for (var p = queue.poll(); p != null; p = queue.poll()) {
            p.done().completeExceptionally(refusal());
        }
    }

    private LedgerException refusal() {
        LedgerException cause = stopped;
        return cause != null && !closing ? cause : new LedgerException("日志已关闭。", "The log is closed.");
    }

    private void publishRegularly() {
        try {
            while (!closed.await(cadence.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    publisher.publish();
                    if (stopped != null && queue.isEmpty()) {
                        queue.offer(look);
                    }
                } catch (IOException e) {
                    // Tried again next time; checkpoint() and close() report it.
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what waits, makes a last checkpoint and gives the folder free. */
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        try {
            queue.put(end);
            sequencer.join();
            closed.countDown();
            publishing.join();
            checkpoint();
            wal.close();
            for (var file : WalReader.files(folder.privateDir())) {
                folder.disk().delete(file);
            }
        } catch (IOException e) {
            throw new LedgerException("关闭日志时出错：" + e, "Closing the log failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeQuietly(lock);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // nothing depends on it: the process's end frees the lock as well
        }
    }
}
