package zhiheng.gateway.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import zhiheng.base.OwnerOnly;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Records;

/**
 * Keeps every interaction on this machine's disk at once and brings them to the store in batches. What {@link #add} took survives the
 * death of the process; a loss of power may cost the last {@code forceEvery}. A call that was {@link #open}ed and never added, since the
 * process died, is added at the next start as it stood last. Every file begins with the open calls of its time, so that files can be
 * removed without regard to them.
 */
public final class Journal implements Records, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Journal.class.getName());
    private static final int BATCH = 5_000;
    /** A batch ends early when its contents are this long. */
    private static final int BATCH_BYTES = 32 << 20;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /**
     * @param segmentBytes size of one file
     * @param mostBytes of files that are not yet in the store; beyond, {@link Records.State#FULL}
     * @param forceEvery how often the disk is told to keep what it was given
     * @param batchEvery how long a record may wait for its batch
     */
    public record Settings(long segmentBytes, long mostBytes, Duration forceEvery, Duration batchEvery) {
        /** With files of the size that {@code journal.properties} says; tests that start many servers have a smaller one. */
        public static final Settings DEFAULT =
                new Settings(shippedBytes(), 4L << 30, Duration.ofMillis(500), Duration.ofMillis(50));

        private static long shippedBytes() {
            var shipped = new Properties();
            try (var file = Objects.requireNonNull(
                    Journal.class.getResourceAsStream("journal.properties"), "journal.properties")) {
                shipped.load(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Long.parseLong(shipped.getProperty("segmentMiB")) << 20;
        }
    }

    private final Path folder;
    private final Settings settings;
    private final InteractionStore store;
    private final Consumer<List<Interaction>> stored;
    private final Object appending = new Object();
    /** Taken after {@code appending} where both are. */
    private final Object making = new Object();

    private final TreeMap<Long, Segment> segments = new TreeMap<>();
    private volatile Segment current;
    private volatile @Nullable Segment spare;
    private volatile Position reached;
    /** Where an earlier run's records end. */
    private final Position opened;

    /** What comes before it has been followed; null where nobody follows. */
    private volatile @Nullable Position followed;
    /** From where on; and whether files were given up since, which it had not followed. */
    private volatile Position begins = Position.START;

    private volatile boolean gaveUp;
    private volatile boolean storeFails;
    private volatile boolean diskFails;
    private volatile boolean noRoom;
    private volatile boolean closing;
    /** Whether the last batch was, so that more is likely to wait. */
    private boolean full;

    /** The last entry of each call that goes on, by its id; guarded by {@code appending}. */
    private final Map<String, byte[]> going = new LinkedHashMap<>();

    private final Thread courier;
    private long forcedAt = System.nanoTime();

    /**
     * Opens the journal and begins to bring what an earlier run left.
     *
     * @param stored is given every batch once it is in the store, in order, on the journal's thread
     */
    public Journal(Path folder, Settings settings, InteractionStore store, Consumer<List<Interaction>> stored)
            throws Exception {
        this(store, folder, settings, stored);
        begin();
    }

    /**
     * As the constructor, but brings nothing before {@link #begin}: until then what the store has and what is {@link #pending} are all
     * there is, each once.
     */
    public static Journal resting(
            Path folder, Settings settings, InteractionStore store, Consumer<List<Interaction>> stored)
            throws Exception {
        return new Journal(store, folder, settings, stored);
    }

    /** What lies from a place on. @param gap whether something before it was given up */
    public record Stretch(List<Interaction> interactions, Position next, boolean gap) {}

    /**
     * From now on somebody reads along by {@link #follow}: files that are in the store are kept until he has them, too, up to the bound of
     * {@link Settings#mostBytes}; then the oldest are given up for him, and calls go on. To be said before {@link #begin}.
     */
    public void isFollowed() {
        begins = reached;
        followed = reached;
    }

    /** All before it need not be kept for the follower any more. */
    public void followed(Position to) {
        followed = to;
    }

    /** From where files are kept for the follower: one who comes for the first time begins there. */
    public Position begins() {
        return begins;
    }

    /**
     * Where a follower goes on who had followed to a place in an earlier run. A loss of power may have cost the last records, which he has; what
     * comes now lies where they lay.
     */
    public Position resume(Position to) {
        boolean beyond =
                to.segment() > opened.segment() || to.segment() == opened.segment() && to.offset() > opened.offset();
        return beyond ? opened : to;
    }

    /**
     * What was recorded from a place on, at most {@code most}; openings of calls that go on are left out.
     *
     * @param from {@link Stretch#next} of the time before
     */
    public Stretch follow(Position from, int most) throws IOException {
        long first;
        synchronized (appending) {
            first = segments.firstKey();
        }
        boolean gap = from.segment() < first && (gaveUp || !from.equals(begins));
        long number = Math.max(first, from.segment());
        long at = number == from.segment() ? from.offset() : 0;
        var found = new ArrayList<Interaction>();
        try {
            while (found.size() < most) {
                var segment = segment(number);
                var payload = segment == null ? null : segment.at(at);
                if (payload != null) {
                    var entry = Codec.read(payload);
                    if (!entry.opening()) {
                        found.add(entry.interaction());
                    }
                    at += Segment.frame(payload.length);
                } else if (number < current.number) {
                    number++;
                    at = 0;
                } else {
                    break;
                }
            }
        } catch (IllegalStateException closed) {
            throw new IOException("a file was given up while it was read", closed);
        }
        return new Stretch(found, new Position(number, at), gap);
    }

    private Journal(InteractionStore store, Path folder, Settings settings, Consumer<List<Interaction>> stored)
            throws Exception {
        this.folder = folder;
        this.settings = settings;
        this.store = store;
        this.stored = stored;
        OwnerOnly.folders(folder);
        long last = -1;
        try (var files = Files.list(folder)) {
            for (var file : files.filter(f -> f.getFileName().toString().matches("[0-9]{16}\\.journal"))
                    .sorted()
                    .toList()) {
                last = Long.parseLong(file.getFileName().toString().substring(0, 16));
                var segment = Segment.open(file, last);
                segments.put(last, segment);
                if (segment.isDamaged()) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "{0} has bytes behind its last whole record, at {1}; it will be kept as {0}.damaged",
                            file.getFileName(),
                            segment.written());
                }
            }
        }
        reached = store.position();
        var left = segments.get(last);
        opened = left == null ? Position.START : new Position(last, left.written());
        current = first(last);
        segments.put(current.number, current);
        courier = Thread.ofPlatform().name("journal").unstarted(this::run);
        for (var cut : unfinished().values()) {
            add(cut, null);
        }
    }

    /** Begins to bring what is there and what comes. */
    public void begin() {
        courier.start();
    }

    /** The calls that were under way when an earlier run ended, as they stood last. */
    private Map<String, Interaction> unfinished() throws IOException {
        var open = new LinkedHashMap<String, Interaction>();
        for (var segment : segments.values()) {
            long at = 0;
            byte[] payload;
            while (at < segment.written() && (payload = segment.at(at)) != null) {
                var entry = Codec.read(payload);
                if (entry.opening()) {
                    open.put(entry.interaction().id(), entry.interaction());
                } else {
                    open.remove(entry.interaction().id());
                }
                at += Segment.frame(payload.length);
            }
        }
        return open;
    }

    /** Goes on in the last file where it is whole, so that a start takes no room; without room for a new one it waits for it. */
    private Segment first(long last) {
        var left = segments.get(last);
        if (left != null && !left.isDamaged() && last >= reached.segment()) {
            return left;
        }
        long number = Math.max(last, reached.segment()) + 1;
        try {
            return Segment.create(folder, number, settings.segmentBytes());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "no room for a file of the journal: {0}", e.getMessage());
            noRoom = true;
            return Segment.nowhere(folder, number);
        }
    }

    /** What is on disk and not yet in the store, oldest first; for counters that must be exact after a restart. */
    public void pending(Consumer<Interaction> each) throws IOException {
        List<Segment> all;
        synchronized (appending) {
            all = List.copyOf(segments.values());
        }
        for (var segment : all) {
            long at = segment.number == reached.segment()
                    ? reached.offset()
                    : segment.number < reached.segment() ? Long.MAX_VALUE : 0;
            byte[] payload;
            while (at < segment.written() && (payload = segment.at(at)) != null) {
                var entry = Codec.read(payload);
                if (!entry.opening()) {
                    each.accept(entry.interaction());
                }
                at += Segment.frame(payload.length);
            }
        }
    }

    @Override
    public void add(Interaction interaction, byte @Nullable [] sealed) {
        var payload = Codec.write(interaction, sealed);
        synchronized (appending) {
            going.remove(interaction.id());
            append(payload);
        }
    }

    @Override
    public void open(Interaction soFar) {
        var payload = Codec.opening(soFar);
        synchronized (appending) {
            going.put(soFar.id(), payload);
            append(payload);
        }
    }

    private void append(byte[] payload) {
        try {
            if (!current.append(payload)) {
                current = next();
                for (var open : going.values()) {
                    current.append(open);
                }
                if (!current.append(payload)) {
                    throw new IOException("a record longer than a segment");
                }
            }
            diskFails = false;
        } catch (IOException e) {
            if (!diskFails) {
                LOG.log(System.Logger.Level.ERROR, "the journal cannot be written: {0}", e.getMessage());
            }
            diskFails = true;
        }
    }

    private Segment next() throws IOException {
        synchronized (making) {
            var ready = spare;
            spare = null;
            var next = ready != null ? ready : Segment.create(folder, current.number + 1, settings.segmentBytes());
            segments.put(next.number, next);
            return next;
        }
    }

    /**
     * Makes the next file ahead of need, since filling it with zeros takes longer than a call should wait. Where the disk has no room
     * for it no call may pass any more, and what is left of the current file is for those that are under way.
     */
    private void prepare() {
        if (spare != null || current.isSomewhere() && current.written() <= settings.segmentBytes() / 4) {
            return;
        }
        synchronized (making) {
            try {
                if (spare == null) {
                    spare = Segment.create(folder, current.number + 1, settings.segmentBytes());
                }
                noRoom = false;
            } catch (IOException e) {
                if (!noRoom) {
                    LOG.log(System.Logger.Level.ERROR, "no room for the next file of the journal: {0}", e.getMessage());
                }
                noRoom = true;
            }
        }
    }

    @Override
    public State state() {
        if (diskFails
                || noRoom
                || (current.number - reached.segment()) * settings.segmentBytes() > settings.mostBytes()) {
            return State.FULL;
        }
        return storeFails ? State.BUFFERED : State.STORED;
    }

    /** How many bytes wait for the store. */
    public long backlogBytes() {
        var at = reached;
        return Math.max(0, (current.number - at.segment()) * settings.segmentBytes() + current.written() - at.offset());
    }

    private void run() {
        long pause = settings.batchEvery().toNanos();
        while (true) {
            boolean last = closing;
            try {
                prepare();
                int brought = bring();
                storeFails = false;
                pause = settings.batchEvery().toNanos();
                if (last && brought == 0) {
                    return;
                }
                if (full) {
                    continue;
                }
            } catch (Exception e) {
                if (!storeFails) {
                    LOG.log(System.Logger.Level.WARNING, "the store takes no interactions: {0}", e.getMessage());
                }
                storeFails = true;
                pause = Math.min(pause * 2, LONGEST_PAUSE.toNanos());
                if (last) {
                    return; // what is left stays on disk for the next start
                }
            }
            force();
            if (!last) {
                LockSupport.parkNanos(pause);
            }
        }
    }

    private void force() {
        if (System.nanoTime() - forcedAt >= settings.forceEvery().toNanos()) {
            forcedAt = System.nanoTime();
            current.force();
        }
    }

    /** Brings one batch. @return how many it was */
    private int bring() throws Exception {
        var batch = new ArrayList<Interaction>();
        var contents = new HashMap<String, byte[]>();
        long bytes = 0;
        var position = reached;
        long number = position.segment();
        long at = position.offset();
        while (batch.size() < BATCH && bytes < BATCH_BYTES) {
            var segment = segment(number);
            var payload = segment == null ? null : segment.at(at);
            if (payload != null) {
                var entry = Codec.read(payload);
                if (!entry.opening()) {
                    batch.add(entry.interaction());
                }
                if (entry.sealed() != null) {
                    contents.put(entry.interaction().id(), entry.sealed());
                }
                bytes += payload.length;
                at += Segment.frame(payload.length);
            } else if (number < current.number) {
                number++;
                at = 0;
            } else {
                break;
            }
        }
        var next = new Position(number, at);
        if (next.equals(position)) {
            return 0;
        }
        full = batch.size() == BATCH || bytes >= BATCH_BYTES;
        try {
            store.insert(batch, contents, next);
        } catch (InteractionStore.Further e) {
            if (e.position().compareTo(position) <= 0) {
                throw e;
            }
            reached = e.position();
            full = true;
            return 0;
        }
        reached = next;
        if (!batch.isEmpty()) {
            stored.accept(List.copyOf(batch));
        }
        drop(kept(number));
        return batch.size();
    }

    private @Nullable Segment segment(long number) {
        synchronized (appending) {
            return segments.get(number);
        }
    }

    /** The first file that is still wanted, by the store or by who follows. */
    private long kept(long number) {
        var follower = followed;
        if (follower == null) {
            return number;
        }
        long bound = current.number - settings.mostBytes() / settings.segmentBytes();
        if (bound > follower.segment() && number > follower.segment()) {
            gaveUp = true;
        }
        return Math.min(number, Math.max(follower.segment(), bound));
    }

    /** Removes the files before {@code number}, which are in the store. */
    private void drop(long number) throws IOException {
        Map<Long, Segment> old;
        synchronized (appending) {
            var before = segments.headMap(number);
            old = new TreeMap<>(before); // the oldest first: an opening never outlives what completes it
            before.clear();
        }
        for (var segment : old.values()) {
            segment.close();
            if (segment.isDamaged()) {
                Files.move(segment.file, folder.resolve(segment.file.getFileName() + ".damaged"));
            } else {
                Files.deleteIfExists(segment.file);
            }
        }
    }

    /** Brings what can be brought, then closes. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(courier);
        try {
            courier.join();
            synchronized (appending) {
                var unused = spare;
                if (unused != null) {
                    unused.close();
                    Files.deleteIfExists(unused.file);
                }
                for (var segment : segments.values()) {
                    segment.force();
                    segment.close();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
