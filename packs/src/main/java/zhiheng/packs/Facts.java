package zhiheng.packs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;

/**
 * The answers about one AI system, checked against a library's vocabulary. Immutable. A fact that is not given is
 * unknown, not false.
 */
public final class Facts {
    private final PackLibrary library;
    private final Law law;
    private final Map<String, Object> values;
    private final long[] slots;

    private Facts(PackLibrary library, Law law, Map<String, Object> values, long[] slots) {
        this.library = library;
        this.law = law;
        this.values = values;
        this.slots = slots;
    }

    /**
     * Checks {@code values} (Boolean, String, list of String, Number, ISO date or LocalDate; null for not answered).
     *
     * @throws PackException naming every misspelt fact, wrong type and unknown option at once
     */
    public static Facts of(PackLibrary library, Map<String, ?> values) {
        var problems = new ArrayList<String>();
        var facts = read(library, values, problems);
        if (!problems.isEmpty()) {
            throw new PackException(String.join("\n", problems));
        }
        return facts;
    }

    static Facts read(PackLibrary library, Map<String, ?> values, List<String> problems) {
        return read(library, library.law(), values, problems);
    }

    private static Facts read(PackLibrary library, Law law, Map<String, ?> values, List<String> problems) {
        var kept = new LinkedHashMap<String, Object>();
        var slots = new long[law.vocabulary.size()];
        Arrays.fill(slots, Cond.UNKNOWN_SLOT);
        values.forEach((name, value) -> {
            var problem = check(law, name, value, kept, slots);
            problems.addAll(problem);
        });
        return new Facts(library, law, Collections.unmodifiableMap(kept), slots);
    }

    private static List<String> check(
            Law law, String name, @Nullable Object value, Map<String, Object> kept, long[] slots) {
        var problems = new ArrayList<String>();
        var slot = law.vocabulary.find(name);
        if (slot == null) {
            var shown = name.length() <= 60 ? name : name.substring(0, 57) + "…";
            problems.add("unknown fact '" + shown + "'" + Nearest.hint(name, law.factNames));
        } else if (slot.derived()) {
            problems.add("'" + name + "' is derived by the packs; leave it out and answer the facts it is made from");
        } else if (value != null) {
            long packed = slot.pack(value, problems);
            if (problems.isEmpty()) {
                slots[slot.index()] = packed;
                kept.put(name, java.util.Objects.requireNonNull(slot.unpack(packed)));
            }
        }
        return problems;
    }

    /** Boolean, String, list of String (in the order of the options), Double, or String (ISO date), by fact. */
    public Map<String, Object> asMap() {
        return values;
    }

    /** These answers with one changed; null takes the answer back. */
    public Facts with(String fact, @Nullable Object value) {
        var changed = new LinkedHashMap<String, @Nullable Object>(values);
        changed.put(fact, value);
        return of(library, changed);
    }

    /**
     * The packed answers for {@code other}: this wording's own, or read again by name for another one, where a fact that
     * the other does not ask is left out.
     */
    long[] packedFor(Law other) {
        return other == law ? slots : read(library, other, values, new ArrayList<>()).slots;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Facts f && f.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
