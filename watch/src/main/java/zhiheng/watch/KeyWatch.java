package zhiheng.watch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * All that is remembered about one key: its clock and a stream for each monitor of its metric. A {@link Watch} holds many of these; a
 * stream engine that keeps states by key holds the bytes of one, and these are the same bytes.
 */
public final class KeyWatch {
    private static final int MAX_ATTRIBUTES = 32;
    private static final int MAX_NAME_CHARS = 200;

    private final Clockwork clock;
    private final List<Stream<?>> streams;

    private KeyWatch(Clockwork clock, List<Stream<?>> streams) {
        this.clock = clock;
        this.streams = streams;
    }

    /** @param wanted the monitors of the key's metric; the same ones in the same order wherever this state is read */
    public static KeyWatch start(List<Monitor<?>> wanted) {
        return new KeyWatch(
                new Clockwork(), wanted.stream().<Stream<?>>map(Stream::start).toList());
    }

    /** Whether no detector may see it: see {@link Counters#bad}. */
    public static boolean isBad(Observation o) {
        return !Double.isFinite(o.value())
                || !Double.isFinite(o.weight())
                || o.weight() <= 0
                || o.system().length() > MAX_NAME_CHARS
                || o.attributes().size() > MAX_ATTRIBUTES;
    }

    /** Takes one in that is not bad, counts what became of it, and hands on the alerts that it raised. */
    public void take(Observation o, Limits limits, Tally tally, Consumer<? super Alert> alerts) {
        switch (clock.take(o.time(), limits)) {
            case LATE -> tally.count(Tally.Fate.LATE);
            case JUMPED -> tally.count(Tally.Fate.JUMPED);
            case FORWARD -> observe(o, tally, alerts);
            case REORDERED -> {
                tally.count(Tally.Fate.REORDERED);
                observe(o.at(clock.newest()), tally, alerts);
            }
        }
    }

    private void observe(Observation o, Tally tally, Consumer<? super Alert> alerts) {
        boolean failed = false;
        for (var stream : streams) {
            try {
                stream.take(o, alerts::accept);
            } catch (IllegalArgumentException refused) {
                failed = true; // a detector checks a value before it changes its state
            }
        }
        tally.count(failed ? Tally.Fate.FAILED : Tally.Fate.TAKEN);
    }

    /** The newest time that was believed, milliseconds since 1970. */
    public long newest() {
        return clock.newest();
    }

    public void write(DataOutput out) throws IOException {
        clock.write(out);
        for (var stream : streams) {
            stream.write(out);
        }
    }

    /** Reads what {@link #write} wrote. @throws IOException when it was written by other monitors or is damaged */
    public static KeyWatch read(List<Monitor<?>> wanted, DataInput in) throws IOException {
        var clock = Clockwork.read(in);
        var streams = new ArrayList<Stream<?>>(wanted.size());
        for (var monitor : wanted) {
            streams.add(Stream.read(monitor, in));
        }
        return new KeyWatch(clock, streams);
    }
}
