package zhiheng.server.rooms.watch;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Ids;
import zhiheng.base.OwnerOnly;
import zhiheng.gateway.Interaction;
import zhiheng.watch.Alert;
import zhiheng.watch.Counters;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Key;
import zhiheng.watch.Limits;
import zhiheng.watch.Observation;
import zhiheng.watch.Watch;
import zhiheng.watch.risk.Ready;
import zhiheng.watch.risk.RiskMonitor;

/**
 * The ready monitors over what happens now: the gateway's calls and observations that applications send. Alerts are graded and kept.
 * States are written every half minute and at the end; a crash costs the evidence of at most that long.
 */
public final class LiveWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LiveWatch.class.getName());
    /** An alert that is raised again within this, no graver, is the same alert; Alertmanager's default repeat interval. */
    public static final Duration SAME = Duration.ofHours(4);

    private static final Duration SAVE_EVERY = Duration.ofSeconds(30);

    private final AlertRows alerts;
    private final @Nullable Grading grading;
    private final Surroundings surroundings;
    private final Aftermath aftermath;
    private final Path file;
    private final Ids ids;
    private final Clock clock;
    private final Map<String, RiskMonitor> monitors;
    private final Watch watch;
    private final Together together;
    private final Map<String, Lasting> lasting = new HashMap<>();
    /** How many observations each stream gave, by system and metric. */
    private final Map<Key, Long> events = new HashMap<>();

    /** What came since it was last written. */
    private final Map<Key, Watched> fresh = new HashMap<>();

    private Instant savedAt;
    /** Whether calls are watched by a stream engine. */
    private volatile boolean elsewhere;

    /**
     * The latest row of a monitor about a system.
     *
     * @param since when it was last raised, from which {@link #SAME} counts
     * @param onset of the first alarm, and {@code events} how many observations there were when it came
     */
    private record Lasting(String row, @Nullable Light light, Instant since, long onset, long events) {}

    /**
     * @param grading null where no packs about incidents are installed: alerts then carry no grade
     * @param aftermath what graded alerts lead to
     */
    public LiveWatch(
            AlertRows alerts,
            @Nullable Grading grading,
            Surroundings surroundings,
            Aftermath aftermath,
            Path file,
            Ids ids,
            Clock clock) {
        this.alerts = alerts;
        this.grading = grading;
        this.surroundings = surroundings;
        this.aftermath = aftermath;
        this.file = file;
        this.ids = ids;
        this.clock = clock;
        savedAt = clock.instant();
        together = new Together(file.resolveSibling("together.state"));
        monitors = Ready.monitors(clock.getZone()).stream()
                .collect(Collectors.toMap(m -> m.monitor().id(), Function.identity()));
        watch = new Watch(Ready.live(clock.getZone()), Limits.DEFAULT);
        load();
    }

    private void load() {
        if (!Files.exists(file)) {
            return;
        }
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            watch.read(in);
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the monitors begin afresh, since their states cannot be read ({0}); the old file is kept as"
                            + " {1}.unread",
                    e.getMessage(),
                    file.getFileName());
            try {
                Files.move(
                        file, file.resolveSibling(file.getFileName() + ".unread"), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException kept) {
                throw new UncheckedIOException(kept);
            }
        }
    }

    /**
     * Calls that the gateway recorded.
     *
     * @param inspectors those that a system's permit names
     */
    public void calls(List<Interaction> calls, Function<String, Set<String>> inspectors) {
        together.calls(calls);
        var observations = calls.stream()
                .flatMap(call -> observed(call, inspectors).stream())
                .toList();
        if (elsewhere) {
            seen(observations);
        } else {
            observe(observations);
        }
    }

    /** Calls of gateways that run by themselves: none of theirs goes to a stream engine, so they are watched here in any case. */
    public void handed(List<Interaction> calls, Function<String, Set<String>> inspectors) {
        together.calls(calls);
        observe(calls.stream()
                .flatMap(call -> observed(call, inspectors).stream())
                .toList());
    }

    /** What a call says to the monitors. @param inspectors as in {@link #calls} */
    public static List<Observation> observed(Interaction call, Function<String, Set<String>> inspectors) {
        return Observed.of(call, inspectors.apply(call.system()));
    }

    /** From now on a stream engine watches the calls, and what it finds is given to {@link #file}. */
    public void elsewhere() {
        elsewhere = true;
    }

    private synchronized void seen(List<Observation> observations) {
        observations.forEach(this::count);
        saveInTime();
    }

    private void count(Observation observation) {
        var key = observation.key();
        events.merge(key, 1L, Long::sum);
        fresh.merge(key, Watched.of(key.system(), key.metric(), observation.time()), Watched::and);
    }

    /**
     * Files an alert that was raised elsewhere, as one of its own.
     *
     * @param along is written in the same transaction, and may say that the alert was filed before
     * @return false where no monitor of this program has its name, and nothing was written
     */
    public synchronized boolean file(Alert alert, AlertRows.Along along) {
        return keep(alert, along);
    }

    /** @return the alerts that these observations raised */
    public synchronized List<Alert> observe(List<Observation> observations) {
        var raised = new ArrayList<Alert>();
        for (var observation : observations) {
            count(observation);
            raised.addAll(watch.take(observation));
        }
        raised.forEach(alert -> keep(alert, AlertRows.Along.NOTHING));
        saveInTime();
        return raised;
    }

    private void saveInTime() {
        if (Duration.between(savedAt, clock.instant()).compareTo(SAVE_EVERY) > 0) {
            save();
        }
    }

    private boolean keep(Alert alert, AlertRows.Along along) {
        var monitor = monitors.get(alert.monitor());
        if (monitor == null) {
            return false;
        }
        var name = alert.key().system() + " " + alert.monitor();
        var time = Instant.ofEpochMilli(alert.alarm().time());
        var known = lasting.get(name);
        var before = known != null && time.isBefore(known.since.plus(SAME)) ? known : null;
        var grade = grade(alert, monitor, before);
        var light = grade == null ? null : grade.light();
        if (before != null && !isGraver(light, before.light)) {
            alerts.repeated(before.row, clock.instant(), along);
            lasting.put(name, new Lasting(before.row, before.light, time, before.onset, before.events));
            return true;
        }
        var id = ids.next();
        var graded = new GradedAlert(
                id, monitor.family().id(), light, 0, monitor.title(), GradedAlert.Reason.of(grade), alert);
        if (alerts.add(graded, grade, aftermath, clock.instant(), along)) {
            lasting.put(
                    name,
                    before != null
                            ? new Lasting(id, light, time, before.onset, before.events)
                            : new Lasting(
                                    id, light, time, alert.alarm().onset(), events.getOrDefault(alert.key(), 0L)));
        }
        return true;
    }

    private static boolean isGraver(@Nullable Light light, @Nullable Light than) {
        return light != null && (than == null || light.compareTo(than) < 0);
    }

    private @Nullable Grade grade(Alert alert, RiskMonitor monitor, @Nullable Lasting before) {
        if (grading == null) {
            return null;
        }
        var system = alert.key().system();
        var onset = before == null ? alert.alarm().onset() : before.onset;
        var reach = surroundings.reach(system, Instant.ofEpochMilli(onset));
        // of streams that applications send only the examples are known; they are the least that was reached
        var scope = new Scope(
                reach.users(), Math.max(reach.calls(), alert.examples().size()));
        var day = clock.instant().atZone(clock.getZone()).toLocalDate();
        return grading.forecast(
                alert.alarm(), strength(alert, before), monitor.family(), scope, surroundings.answers(system), day);
    }

    /**
     * The evidence of the alarm, or of its coming again so soon where that says more: a detector whose sum of likelihood ratios
     * stays below n on average after n events passes A among them with a probability of at most n / A (Markov), and A is what its
     * run length promises. Of a run length that is simulated, so is this.
     */
    private double strength(Alert alert, @Nullable Lasting before) {
        double own = Grading.strength(alert.alarm());
        double expected = runLength(alert.guarantee());
        if (before == null || expected == 0) {
            return own;
        }
        long since = events.getOrDefault(alert.key(), 0L) - before.events;
        return Math.max(own, Math.log(expected / Math.max(1, since)));
    }

    private static double runLength(Guarantee guarantee) {
        return switch (guarantee) {
            case Guarantee.RunLength(double events, var condition) -> events;
            case Guarantee.Simulated(double events, var condition) -> events;
            case Guarantee.Probability p -> 0;
            case Guarantee.SimulatedProbability p -> 0;
            case Guarantee.None none -> 0;
        };
    }

    /** How unusual a system's traffic is, all its metrics in one score. */
    Together.Seen together(String system) {
        return together.of(system);
    }

    public synchronized Counters counters() {
        return watch.counters();
    }

    /** The monitors that are set on every system. */
    public List<RiskMonitor> monitors() {
        return monitors.values().stream()
                .sorted(Comparator.comparing(m -> m.monitor().id()))
                .toList();
    }

    /** What reached the monitors of a system, by metric. */
    public synchronized Map<String, Watched> watched(String system) {
        var all = new HashMap<String, Watched>();
        alerts.watched().of(system).forEach(w -> all.put(w.metric(), w));
        fresh.forEach((key, w) -> {
            if (key.system().equals(system)) {
                all.merge(key.metric(), w, Watched::and);
            }
        });
        return all;
    }

    /** The metrics that a monitor takes. */
    public List<String> metrics() {
        return monitors.values().stream()
                .map(m -> m.monitor().metric())
                .distinct()
                .sorted()
                .toList();
    }

    private void save() {
        savedAt = clock.instant();
        var beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            OwnerOnly.folders(file.toAbsolutePath().normalize().resolveSibling("."));
            try (var out = new DataOutputStream(new BufferedOutputStream(OwnerOnly.write(beside)))) {
                watch.write(out);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the monitors' states cannot be written: {0}", e.getMessage());
        }
        if (!fresh.isEmpty()) {
            alerts.watched().add(fresh.values());
            fresh.clear();
        }
    }

    @Override
    public synchronized void close() {
        save();
        together.close();
    }
}
