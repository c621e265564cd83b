package zhiheng.packs;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * A rule ready to run.
 *
 * @param pack the pack's place in the library, {@code stage} and {@code tier} the places in the pack's own lists
 * @param tier -1 unless the rule yields a tier
 * @param liftedBy slot of the derogation, or -1
 * @param sets slot of the derived fact, or -1
 */
record RuleDef(
        Pack.Rule shown,
        int pack,
        int stage,
        int tier,
        boolean ban,
        @Nullable DutyDef duty,
        @Nullable Text note,
        Cond when,
        @Nullable Cond unless,
        int liftedBy,
        int sets,
        At at) {

    /**
     * The duty that a rule yields.
     *
     * @param due a fixed last day, for a dated duty without a clock
     * @param since slot of the date from which a duty that is kept up binds, or -1
     * @param dates slot of the date that its clock runs from, or -1
     * @param calls what it asks of every call
     */
    record DutyDef(
            String id,
            String kind,
            String who,
            Text title,
            Text timing,
            Nature nature,
            List<Clock> clocks,
            @Nullable LocalDate due,
            int since,
            int dates,
            Text evidence,
            Text penalty,
            boolean waivable,
            Set<CallRule> calls) {}

    /** The slots that its conditions read, in their order. */
    TreeSet<Integer> reads() {
        var result = new TreeSet<Integer>();
        when.slots(result::add);
        if (unless != null) {
            unless.slots(result::add);
        }
        return result;
    }

    /** With other conditions; null takes the exception away. */
    RuleDef with(Cond newWhen, @Nullable Cond newUnless) {
        return new RuleDef(shown, pack, stage, tier, ban, duty, note, newWhen, newUnless, liftedBy, sets, at);
    }

    /** Without the derogation that takes its outcome away. */
    RuleDef unlifted() {
        return new RuleDef(shown, pack, stage, tier, ban, duty, note, when, unless, -1, sets, at);
    }

    /** Applying on other days. */
    RuleDef during(LocalDate from, @Nullable LocalDate to) {
        var r = shown;
        var other = new Pack.Rule(
                r.id(),
                r.stage(),
                r.ref(),
                r.article(),
                r.text(),
                from,
                to,
                r.confidence(),
                r.read(),
                r.when(),
                r.unless(),
                r.yields(),
                r.tier(),
                r.contain(),
                r.line());
        return new RuleDef(other, pack, stage, tier, ban, duty, note, when, unless, liftedBy, sets, at);
    }

    String id() {
        return shown.id();
    }

    boolean activeOn(LocalDate day) {
        return !day.isBefore(shown.from()) && (shown.to() == null || day.isBefore(shown.to()));
    }
}
