package zhiheng.packs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What must be known before what: levels of derived facts and rules, with circles and forward looks refused. */
final class Derivation {
    /** A derived fact and the condition that defines it. */
    record Defined(Slot slot, Cond condition, At at) {}

    final @Nullable Cond[] defined;
    final int[] slotLevel;
    /** Rules by level, then in the order written. */
    final List<RuleDef> ordered;
    /** Levels of {@link #ordered}. */
    final int[] ruleLevel;

    private final List<Slot> slots;
    private final List<RuleDef> rules;
    private final @Nullable At[] definedAt;
    private final boolean[] busy;
    private final ArrayList<String> path = new ArrayList<>();

    Derivation(List<Slot> slots, List<RuleDef> rules, List<Defined> definitions) {
        this.slots = slots;
        this.rules = rules;
        this.defined = new Cond[slots.size()];
        this.definedAt = new At[slots.size()];
        this.slotLevel = new int[slots.size()];
        this.busy = new boolean[slots.size()];
        for (var d : definitions) {
            defined[d.slot().index()] = d.condition();
            definedAt[d.slot().index()] = d.at();
        }
        Arrays.fill(slotLevel, -1);
        for (var slot : slots) {
            level(slot.index(), null);
        }
        refuseForwardLooks();
        var levels = new java.util.IdentityHashMap<RuleDef, Integer>();
        for (var rule : rules) {
            levels.put(rule, levelOf(rule));
        }
        this.ordered = rules.stream().sorted(Comparator.comparing(levels::get)).toList();
        this.ruleLevel = ordered.stream()
                .mapToInt(r -> java.util.Objects.requireNonNull(levels.get(r)))
                .toArray();
    }

    private int levelOf(RuleDef rule) {
        int level = 0;
        for (int s : rule.reads()) {
            level = Math.max(level, level(s, rule.at()));
        }
        return level;
    }

    /** Asked facts are level 0; a derived fact is one above all it is made from. */
    private int level(int s, @Nullable At from) {
        if (slotLevel[s] >= 0) {
            return slotLevel[s];
        }
        var slot = slots.get(s);
        if (busy[s]) {
            var circle = new ArrayList<>(path.subList(path.indexOf(slot.id()), path.size()));
            circle.add(slot.id());
            throw circleError(from, String.join(" → ", circle));
        }
        busy[s] = true;
        path.add(slot.id());
        int level = 0;
        var definition = defined[s];
        if (definition != null) {
            var reads = new TreeSet<Integer>();
            definition.slots(reads::add);
            for (int r : reads) {
                level = Math.max(level, 1 + level(r, definedAt[s]));
            }
            level = Math.max(level, 1);
        } else if (slot.derived()) {
            level = 1;
            for (var rule : rules) {
                if (rule.sets() == s) {
                    level = Math.max(level, 1 + levelOf(rule));
                }
            }
        }
        path.removeLast();
        busy[s] = false;
        slotLevel[s] = level;
        return level;
    }

    private static PackException circleError(@Nullable At at, String circle) {
        var reason = "a circle of derived facts: " + circle + "; take one of them out of the other's condition";
        return at == null ? new PackException(reason) : at.error(reason);
    }

    /** A rule may read what rules of its own or an earlier stage of its pack set; later stages come too late for it. */
    private void refuseForwardLooks() {
        var setters = new HashMap<Integer, List<RuleDef>>();
        for (var rule : rules) {
            setters.computeIfAbsent(rule.sets(), slot -> new ArrayList<>()).add(rule);
        }
        for (var rule : rules) {
            for (int s : rule.reads()) {
                for (var setter : setters.getOrDefault(s, List.of())) {
                    if (setter.pack() == rule.pack() && setter.stage() > rule.stage()) {
                        throw rule.at()
                                .error("reads '" + slots.get(s).id() + "', which rule " + setter.id()
                                        + " of the later stage '"
                                        + setter.shown().stage() + "' sets; move one of the rules, or use lifted_by");
                    }
                }
            }
        }
    }
}
