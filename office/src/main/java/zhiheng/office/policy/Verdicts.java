package zhiheng.office.policy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zhiheng.packs.Bulk;
import zhiheng.packs.Facts;
import zhiheng.packs.PackLibrary;

/**
 * Which measures hold on one day for one enterprise after another: no reasons, no openings, hardly any allocation. Not for several
 * threads at once.
 */
public final class Verdicts {
    private final Bulk bulk;
    private final Map<String, Integer> bits = new HashMap<>();

    Verdicts(Measures measures, PackLibrary library, LocalDate asOf) {
        bulk = library.bulk(asOf);
        List<String> rules = bulk.rules();
        measures.all().forEach(m -> bits.put(m.id(), rules.indexOf(m.id())));
    }

    public void decide(Facts facts) {
        bulk.decide(facts);
    }

    /** Whether the measure holds for the enterprise that was decided last; false for one that no pack has. */
    public boolean holds(String measure) {
        return set(bulk.holds(), measure);
    }

    /** Whether an answer is missing that would decide it. */
    public boolean open(String measure) {
        return set(bulk.open(), measure);
    }

    /** How many measures hold. */
    public int holding() {
        int count = 0;
        for (int bit : bits.values()) {
            count += (int) (bulk.holds()[bit >> 6] >>> (bit & 63) & 1);
        }
        return count;
    }

    private boolean set(long[] words, String measure) {
        var bit = bits.get(measure);
        return bit != null && (words[bit >> 6] >>> (bit & 63) & 1) == 1;
    }
}
