package zhiheng.gateway.permit;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Ids;
import zhiheng.base.Refusal;
import zhiheng.gateway.Ask;

/**
 * The permits in force. Reading one costs a map look-up; a change is seen by the next call. They change only through {@link #change}:
 * first the stricter of the two states holds, then the change is written down as begun, then its entry, then the new permit. A change
 * cut short by a crash or an outage is settled as soon as it can be: one whose entry exists is done, one that makes a system stricter
 * is carried through, any other is taken back. A number is given once.
 */
public final class Permits {
    private static final System.Logger LOG = System.getLogger(Permits.class.getName());
    /** Who acts where nobody did: the start of the server, when file and ledger name one number and differ. */
    private static final String ITSELF = "zhiheng";

    /** Writes acts into the ledger, and knows what stands there. */
    public interface Recorder {
        /** How far an act is: in the database with its entry still to come, or in the ledger. */
        enum Written {
            NO,
            STORED,
            YES
        }

        /** Writes the act. What it throws leaves open whether it was written, unless it is a {@link Refusal} for what was asked. */
        Written record(PermitChange change);

        /** Whether the act of this very change is there. */
        default Written written(PermitChange change) {
            return Written.NO;
        }

        /** The permit that the newest act of each system led to; empty where that is not known. */
        default Optional<Map<String, Permit>> newest() {
            return Optional.empty();
        }
    }

    /** @param open changes under way, by their numbers */
    private record Held(@Nullable Permit done, List<PermitChange> open, Usage usage) {
        /** What holds: what was done, with the strictest of what is under way. */
        Permit permit() {
            var now = done;
            for (var change : open) {
                var meanwhile = change.meanwhile();
                now = now == null || change.before().equals(now)
                        ? meanwhile
                        : now.with(now.state().stricter(change.after().state()));
            }
            return Objects.requireNonNull(now);
        }

        long highest() {
            long highest = done == null ? 0 : done.version();
            return open.isEmpty()
                    ? highest
                    : Math.max(highest, open.getLast().after().version());
        }
    }

    private record InForce(Permit permit, Usage usage) {}

    private final Map<String, InForce> inForce = new ConcurrentHashMap<>();
    /** Systems put aside, and the one that each was merged into, empty for none. */
    private final Map<String, String> aside = new ConcurrentHashMap<>();
    /** Changed by one thread at a time. */
    private final Map<String, Held> held = new HashMap<>();
    /** Ids of changes that hold and could not even be written down as begun. */
    private final Set<String> unnoted = new HashSet<>();

    /** Told of each system whose permit, or place aside, changed. */
    private final List<Consumer<String>> hearers = new CopyOnWriteArrayList<>();

    /** No state is freer than this, whatever permits say. */
    private volatile Supplier<PermitState> floor = () -> PermitState.OPEN;

    private final boolean shared;
    /** Run when a call is refused for want of a share. */
    private volatile Runnable hungry = () -> {};

    private final PermitStore store;
    private final Recorder recorder;
    private final Clock clock;
    private final Ids ids;
    private volatile boolean unwritten;
    private volatile boolean oneOfSeveral;

    /**
     * Loads stored permits and settles what was under way; where that cannot be done yet the stricter state holds.
     *
     * @throws Refusal where permits are newer than the ledger
     */
    public Permits(PermitStore store, Recorder recorder, Clock clock) {
        this(store, recorder, clock, false);
    }

    /**
     * Permits that are decided elsewhere and only {@link #adopt adopted} here, with caps that are shared: a call counts against what was
     * {@link #grant granted}.
     */
    public static Permits elsewhere(Clock clock) {
        return new Permits(PermitStore.NONE, change -> Recorder.Written.YES, clock, true);
    }

    private Permits(PermitStore store, Recorder recorder, Clock clock, boolean shared) {
        this.shared = shared;
        this.store = store;
        this.recorder = recorder;
        this.clock = clock;
        this.ids = new Ids(clock);
        for (var permit : store.load()) {
            hold(permit.system(), new Held(permit, List.of(), new Usage(shared)));
        }
        for (var change : store.open()) {
            var before = held.get(change.system());
            if (before != null && before.done != null && change.after().version() <= before.done.version()) {
                store.takeBack(change); // done, but for the last stroke
                continue;
            }
            hold(
                    change.system(),
                    before == null
                            ? new Held(null, List.of(change), new Usage(shared))
                            : new Held(before.done, plus(before.open, change), before.usage));
        }
        settle();
        recorder.newest().ifPresent(this::agree);
    }

    private static List<PermitChange> plus(List<PermitChange> open, PermitChange change) {
        return Stream.concat(open.stream(), Stream.of(change)).toList();
    }

    private void hold(String system, Held now) {
        if (now.done == null && now.open.isEmpty()) {
            held.remove(system);
            inForce.remove(system);
        } else {
            held.put(system, now);
            inForce.put(system, new InForce(now.permit(), now.usage));
        }
        changed(system);
    }

    private void changed(String system) {
        hearers.forEach(hearer -> hearer.accept(system));
    }

    /** Told of each system whose permit, or place aside, changes from now on; at once, on the thread that changed it. */
    public void listen(Consumer<String> hearer) {
        hearers.add(hearer);
    }

    /** A permit that was decided elsewhere holds from the next call on. With other caps, what was granted under the old ones is given up. */
    public synchronized void adopt(Permit permit) {
        var before = held.get(permit.system());
        var usage = before == null ? new Usage(shared) : before.usage;
        hold(permit.system(), new Held(permit, List.of(), usage));
        if (before != null && !before.permit().capsInForce().equals(permit.capsInForce())) {
            usage.forgo();
        }
    }

    /** A system has no permit here any more: its calls are refused. */
    public synchronized void drop(String system) {
        if (held.remove(system) != null) {
            inForce.remove(system);
            changed(system);
        }
    }

    /**
     * From now on no system is freer than what {@code state} says, whatever its permit does: an office that was not heard for long may
     * have changed it, and nobody here would know. Asked with each call, so it must be quick; {@link PermitState#OPEN} binds nobody.
     */
    public void atLeast(Supplier<PermitState> state) {
        floor = state;
    }

    /** For one of several servers: what is noted here alone is lost to the one that leads next, and so not noted. */
    public void oneOfSeveral() {
        oneOfSeveral = true;
    }

    /** See {@link #atLeast}. */
    public PermitState floor() {
        return floor.get();
    }

    /** What is run when a call is refused for want of a share; on the thread of the call, so it must be quick. */
    public void whenShort(Runnable wanted) {
        hungry = wanted;
    }

    /** Gives back what is not needed of the share in a system's caps and says what is wanted; null without a permit or caps. */
    public @Nullable Stated state(String system) {
        var h = inForce.get(system);
        if (h == null) {
            return null;
        }
        var stated = h.usage.state(h.permit.capsInForce(), h.permit.scope().zone(), clock.instant());
        return stated.lines().isEmpty() ? null : stated;
    }

    /** A share was granted. */
    public void grant(String system, Share share) {
        var h = inForce.get(system);
        if (h != null) {
            h.usage.grant(share);
        }
    }

    /** Gives back all of a system's shares that is not used. */
    public void forgo(String system) {
        var h = inForce.get(system);
        if (h != null) {
            h.usage.forgo();
        }
    }

    /** How many calls are on their way, of all systems. */
    public int underWay() {
        return inForce.values().stream()
                .mapToInt(h -> h.usage.used().concurrent())
                .sum();
    }

    /** At the end of a change: while it is carried out it is not said to wait. */
    private void look() {
        unwritten = held.values().stream().anyMatch(h -> !h.open.isEmpty());
    }

    /** The permit in force is the one that the ledger named last, and where it cannot be, nothing starts. */
    private void agree(Map<String, Permit> newest) {
        for (var permit : all()) {
            var known = newest.get(permit.system());
            if (isUnwritten(permit.system())) {
                continue;
            }
            if (known == null || known.version() < permit.version()) {
                throw Refusal.conflict(
                        "许可比数据库与账本新：系统 " + permit.system() + " 的许可文件是第 " + permit.version() + " 版，账本所知为第 "
                                + (known == null ? 0 : known.version()) + " 版。请从同一份备份恢复 permits 目录、数据库与账本。未作任何改动。",
                        "Permits are newer than database and ledger: the file of system " + permit.system()
                                + " holds version " + permit.version() + ", the ledger knows version "
                                + (known == null ? 0 : known.version())
                                + ". Restore the folder permits, the database and the ledger from one backup. Nothing"
                                + " was changed.");
            }
        }
        for (var known : newest.values()) {
            var permit = of(known.system());
            if (isUnwritten(known.system())) {
                continue;
            }
            if (permit == null || permit.version() < known.version()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the permit of {0} was older than the ledger; it is version {1} of the ledger now",
                        known.system(),
                        known.version());
                store.commit(known);
                hold(
                        known.system(),
                        new Held(known, List.of(), permit == null ? new Usage(shared) : usage(known.system())));
            } else if (!permit.equals(known)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the permit of {0} and the ledger differ in version {1}; the stricter state holds, under a new"
                                + " number",
                        known.system(),
                        known.version());
                change(
                        permit.with(permit.state().stricter(known.state())),
                        ITSELF,
                        "许可与账本不一致，取较严者 / permit and ledger differed, the stricter holds");
            }
        }
    }

    private Usage usage(String system) {
        return Objects.requireNonNull(held.get(system)).usage;
    }

    public List<Permit> all() {
        return inForce.values().stream().map(InForce::permit).toList();
    }

    public @Nullable Permit of(String system) {
        var h = inForce.get(system);
        return h == null ? null : h.permit;
    }

    public @Nullable Used used(String system) {
        var h = inForce.get(system);
        return h == null ? null : h.usage.used();
    }

    /** As {@link #change(Permit, String, String, Map)}, on nothing but the reason. */
    public Permit change(Permit wanted, String actor, String reason) {
        return change(wanted, actor, reason, Map.of());
    }

    /**
     * The only way a permit changes. One that makes a system stricter holds when this returns, even where nothing could be written;
     * {@link #isUnwritten} tells that, and {@link #settle} writes it later.
     *
     * @param evidence goes into the ledger beside the reason, as JSON
     * @return the permit that holds now, numbered
     * @throws Refusal when someone else changed it first
     */
    public synchronized Permit change(Permit wanted, String actor, String reason, Map<String, ?> evidence) {
        settle(wanted.system());
        var now = held.get(wanted.system());
        var before = now == null ? wanted.with(PermitState.STOPPED).numbered(0) : now.permit();
        if (now != null && wanted.version() != before.version()) {
            throw Refusal.conflict(
                    "许可已被他人修改：请在第 " + before.version() + " 版上重做。",
                    "The permit was changed by someone else: do it again on version " + before.version() + ".");
        }
        var number = (now == null ? 0 : now.highest()) + 1;
        var change = new PermitChange(ids.next(), before, wanted.numbered(number), actor, reason, evidence);
        if (now != null && !now.open.isEmpty() && !change.tightens()) {
            throw Refusal.unavailable(
                    "上一次修改（第 " + now.highest() + " 版）尚未写入；写入后再试，届时会自动补写。",
                    "The change before this one (version " + now.highest()
                            + ") is still to be written, which happens by itself; try again then.",
                    null);
        }
        hold(
                change.system(),
                now == null
                        ? new Held(null, List.of(change), new Usage(shared))
                        : new Held(now.done, plus(now.open, change), now.usage)); // a stop holds from here on
        try {
            if (now == null || now.open.isEmpty()) {
                carryOut(change);
            } else {
                intend(change); // its entry comes after those of the changes before it, even if it could come now
            }
        } catch (RuntimeException e) {
            if (e instanceof Refusal refusal && refusal.kind() != Refusal.Kind.UNAVAILABLE) {
                takeBack(change);
                throw e;
            }
            if (!change.tightens()) {
                undo(change, e);
                throw e;
            }
            LOG.log(
                    System.Logger.Level.ERROR,
                    "version {0} of the permit of {1} holds but could not be written, trying again: {2}",
                    number,
                    change.system(),
                    e.getMessage());
        } finally {
            look();
        }
        return Objects.requireNonNull(of(change.system()));
    }

    private void carryOut(PermitChange change) {
        RuntimeException failed = null;
        try {
            intend(change);
        } catch (RuntimeException e) {
            if (!change.tightens()) {
                throw e;
            }
            failed = e; // the ledger may take it all the same
        }
        finish(change, recorder.record(change));
        if (failed != null && isOpen(change)) {
            throw failed;
        }
    }

    private void intend(PermitChange change) {
        unnoted.add(change.id());
        store.intend(change);
        unnoted.remove(change.id());
    }

    private boolean isOpen(PermitChange change) {
        var h = held.get(change.system());
        return h != null && h.open.contains(change);
    }

    /** What was written is done; what only waits for its entry stays open until it has it. */
    private void finish(PermitChange change, Recorder.Written written) {
        if (written == Recorder.Written.YES) {
            store.commit(change.after());
            var now = Objects.requireNonNull(held.get(change.system()));
            unnoted.remove(change.id());
            var rest = now.open.stream().filter(c -> c != change).toList();
            hold(change.system(), new Held(change.after(), rest, now.usage));
        }
    }

    /** For a change that failed and makes nothing stricter: it is done if its act is there, stays open while nobody can know. */
    private void undo(PermitChange change, RuntimeException cause) {
        try {
            switch (recorder.written(change)) {
                case NO -> takeBack(change);
                case STORED -> {}
                case YES -> finish(change, Recorder.Written.YES);
            }
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private void takeBack(PermitChange change) {
        var now = Objects.requireNonNull(held.get(change.system()));
        store.takeBack(change);
        unnoted.remove(change.id());
        var rest = now.open.stream().filter(c -> c != change).toList();
        hold(change.system(), new Held(now.done, rest, now.usage));
    }

    /** Whether a change of this system's permit holds, or waits, that the ledger does not have yet. */
    public boolean isUnwritten(String system) {
        return unwritten && hasOpen(system);
    }

    /** The version of the newest such change, under which its entry will come; 0 where there is none. */
    public synchronized long awaited(String system) {
        return hasOpen(system) ? Objects.requireNonNull(held.get(system)).highest() : 0;
    }

    private synchronized boolean hasOpen(String system) {
        var h = held.get(system);
        return h != null && !h.open.isEmpty();
    }

    /** Whether every such change is on disk, so that the end of the process does not lose it. */
    public synchronized boolean isNoted(String system) {
        var h = held.get(system);
        return h == null || h.open.stream().noneMatch(change -> oneOfSeveral || unnoted.contains(change.id()));
    }

    /** Whether there is any such change. Costs nothing. */
    public boolean isUnwritten() {
        return unwritten;
    }

    /** Brings what is under way to its end, where disk, database and ledger allow; what they do not allow waits. */
    public synchronized void settle() {
        for (var system : List.copyOf(held.keySet())) {
            settle(system);
        }
        look();
    }

    private void settle(String system) {
        var now = held.get(system);
        if (now == null) {
            return;
        }
        for (var change : now.open) {
            try {
                var written = recorder.written(change);
                if (written != Recorder.Written.NO) {
                    finish(change, written);
                } else if (change.tightens()) {
                    carryOut(change);
                } else {
                    takeBack(change);
                }
            } catch (RuntimeException e) {
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "version {0} of {1} is still to be written: {2}",
                        change.after().version(),
                        system,
                        e.getMessage());
            }
            if (isOpen(change)) {
                return; // those after it are written after it
            }
        }
    }

    /**
     * Refuses every call of a system from the next one on, whatever its permit says, until {@link #use}. Where the office keeps what
     * is put aside, it tells so again at each start.
     *
     * @param into the system that it was merged into, which callers are told; empty for one that is only archived
     */
    public void putAside(String system, String into) {
        aside.put(system, into);
        changed(system);
    }

    /** Takes a system back: its permit holds as before. */
    public void use(String system) {
        aside.remove(system);
        changed(system);
    }

    /** The system that one put aside was merged into, empty for one that is only archived; null for one that is in use. */
    public @Nullable String asideInto(String system) {
        return aside.get(system);
    }

    /** Whether a system is put aside. */
    public boolean isAside(String system) {
        return aside.containsKey(system);
    }

    /** What holds for a system now; stopped without a permit, after its time or while it is put aside. */
    public PermitState stateNow(String system) {
        if (isAside(system)) {
            return PermitState.STOPPED;
        }
        var h = inForce.get(system);
        return h == null
                ? PermitState.STOPPED
                : h.permit.stateAt(clock.instant()).stricter(floor.get());
    }

    /** Decides about a call and counts it. */
    public Decision decide(String system, Ask ask) {
        return decide(system, ask, true);
    }

    /** Decides about the call of a tool that no model answers, {@code server:tool} in {@link Ask#tools}, and counts it. */
    public Decision decideTool(String system, Ask ask) {
        return decide(system, ask, false);
    }

    private Decision decide(String system, Ask ask, boolean model) {
        var h = inForce.get(system);
        var into = aside.get(system);
        if (into != null) {
            var clause = into.isEmpty() ? Clause.ARCHIVED : Clause.MERGED;
            return h == null ? new Decision.Refuse(clause, 0, "", 0, into) : Rules.refuse(h.permit, clause, into, 0);
        }
        if (h == null) {
            return new Decision.Refuse(Clause.NO_PERMIT, 0, "", 0, system);
        }
        var least = floor.get();
        var permit = h.permit.state().stricter(least) == h.permit.state() ? h.permit : h.permit.with(least);
        if (permit.state() == PermitState.STOPPED && h.permit.state() != PermitState.STOPPED) {
            return Rules.refuse(permit, Clause.CUT_OFF, "", 0);
        }
        var now = clock.instant();
        var state = permit.stateAt(now);
        var refusal = Rules.refusal(permit, state, ask, now, model);
        if (refusal != null) {
            return refusal;
        }
        var zone = permit.scope().zone();
        var cap = h.usage.take(permit.capsInForce(), ask, zone, now);
        if (cap != null) {
            return Rules.refuse(permit, cap, "", retryAfter(cap, h.usage, now));
        }
        return new Decision.Pass(permit, state, new Lease(h.usage));
    }

    private long retryAfter(Clause cap, Usage usage, Instant now) {
        if (shared && usage.isShort(cap)) {
            hungry.run();
            return Decision.SOON;
        }
        return switch (cap) {
            case CALLS_PER_SECOND, CONCURRENT -> 1;
            case CALLS_PER_DAY, USERS_PER_DAY, TOKENS_PER_DAY -> usage.secondsToTomorrow(now);
            default -> 0;
        };
    }

    /** Counts a call that the journal remembers from before a restart. */
    public void recall(String system, @Nullable Long userHash, long tokens, Instant at) {
        var h = inForce.get(system);
        if (h != null) {
            h.usage.recall(userHash, tokens, h.permit.scope().zone(), at, clock.instant());
        }
    }
}
