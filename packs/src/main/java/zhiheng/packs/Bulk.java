package zhiheng.packs;

import java.time.LocalDate;
import java.util.List;

/**
 * Decides one system after another on one day and keeps only which rules hold and which are open: no text, no reasons,
 * no allocation. Buffers are reused by the next call. Not for several threads at once.
 */
public final class Bulk {
    private final Law law;
    private final Engine engine;
    private final Engine.Run run;
    private final int view;

    Bulk(Law law, LocalDate asOf) {
        this.law = law;
        this.engine = law.engine;
        this.run = engine.new Run();
        this.view = engine.view(asOf);
    }

    /** Decides every rule for {@code facts}. */
    public void decide(Facts facts) {
        decide(facts.packedFor(law), 0);
    }

    /** As {@link #decide(Facts)}, for answers kept as {@link #pack} wrote them, from {@code offset} on. */
    public void decide(long[] packed, int offset) {
        System.arraycopy(packed, offset, run.slot, 0, run.slot.length);
        run.decide(view);
    }

    /** Writes the answers into {@code target} from {@code offset} on, {@link #width()} values. */
    public void pack(Facts facts, long[] target, int offset) {
        var packed = facts.packedFor(law);
        System.arraycopy(packed, 0, target, offset, packed.length);
    }

    /** How many longs the answers of one system take. */
    public int width() {
        return run.slot.length;
    }

    /** The rules in the order of the bits of {@link #holds()} and {@link #open()}. */
    public List<String> rules() {
        return engine.rules.stream().map(RuleDef::id).toList();
    }

    /** Rules that hold, as bits; overwritten by the next decision. */
    public long[] holds() {
        return run.holds;
    }

    /** Rules still open, as bits; overwritten by the next decision. */
    public long[] open() {
        return run.open;
    }
}
