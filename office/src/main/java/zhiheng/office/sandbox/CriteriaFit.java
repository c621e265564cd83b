package zhiheng.office.sandbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import zhiheng.packs.Yaml;

/**
 * Whether criteria fit what they stand on: the documents and stages of their procedure, the tiers of the packs, and whether each rule can
 * ever narrow the terms that are proposed first. Every misfit is said with file and line.
 *
 * @param procedures what the criteria of a procedure may name; empty where there is none of that id
 * @param tiers the tiers that packs know
 */
public record CriteriaFit(Function<String, Optional<Ground>> procedures, Set<String> tiers) {
    private static final int MOST_BYTES = 1 << 20;

    /** What a procedure has: ids of its documents and stages. */
    public record Ground(Set<String> items, Set<String> stages) {
        public Ground {
            items = Set.copyOf(items);
            stages = Set.copyOf(stages);
        }
    }

    /** All that does not fit, in the order of the file, which {@link Criteria#read} has read already. */
    public List<String> misfits(String file, String text) {
        var faults = new ArrayList<String>();
        var sets = Yaml.parse(file, text, MOST_BYTES).entries().get("sets");
        var read = Criteria.read(file, text);
        var all = sets == null ? List.<Yaml>of() : sets.list();
        for (int i = 0; i < read.size(); i++) {
            set(all.get(i), read.get(i), faults);
        }
        return faults;
    }

    private void set(Yaml at, Criteria criteria, List<String> faults) {
        var ground = procedures.apply(criteria.procedure());
        if (ground.isEmpty()) {
            say(
                    faults,
                    at(at, "procedure"),
                    "no pack has the procedure '" + criteria.procedure()
                            + "'; write it in procedures.yaml beside this file");
            return;
        }
        if (!ground.get().items().contains(criteria.item())) {
            say(
                    faults,
                    at(at, "item"),
                    "procedure '" + criteria.procedure() + "' has no document '" + criteria.item()
                            + "'; its documents are " + list(ground.get().items()));
        }
        steps(at(at(at, "start"), "steps").list(), criteria.start().steps(), ground.get(), faults);
        var rules = at.entries().get("rules");
        for (int i = 0; i < criteria.rules().size() && rules != null; i++) {
            rule(rules.list().get(i), criteria.rules().get(i), criteria.start(), faults);
        }
    }

    private static void steps(List<Yaml> at, List<SandboxTerms.Step> steps, Ground ground, List<String> faults) {
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            if (!ground.stages().contains(step.stage())) {
                say(
                        faults,
                        at(at.get(i), "stage"),
                        "the procedure has no stage '" + step.stage() + "'; its stages are " + list(ground.stages()));
            }
            if (i > 0 && step.users() <= steps.get(i - 1).users()) {
                say(
                        faults,
                        at(at.get(i), "users"),
                        step.users() + " users are no more than the "
                                + steps.get(i - 1).users() + " of the step before; steps grow");
            }
        }
    }

    /** A rule only narrows: what is no narrower than the terms at the start never speaks. */
    private void rule(Yaml at, TermsRule rule, TermsRule.Start start, List<String> faults) {
        // several are named so that one set of criteria serves several laws: it is a fault where none of them is there
        if (!rule.tiers().isEmpty() && rule.tiers().stream().noneMatch(tiers::contains)) {
            say(
                    faults,
                    at(at(at, "when"), "tier"),
                    "no pack has the tier " + list(rule.tiers()) + "; there are " + list(tiers));
        }
        // rules make the first step smaller; the others are reached by proof alone
        long users = start.steps().getFirst().users();
        long calls = start.steps().getFirst().callsPerDay();
        for (var bound : TermsRule.Bound.values()) {
            var value = rule.bounds().get(bound);
            if (value == null) {
                continue;
            }
            var set = at(at(at, "set"), bound.key());
            switch (bound) {
                case USERS -> wide(faults, set, Double.parseDouble(value) > users, users + " users");
                case CALLS_PER_DAY ->
                    wide(faults, set, calls > 0 && Double.parseDouble(value) > calls, calls + " calls per day");
                case MONTHS ->
                    wide(faults, set, Double.parseDouble(value) > start.months(), start.months() + " months");
                case KEEP_CONTENT_DAYS ->
                    wide(
                            faults,
                            set,
                            Double.parseDouble(value) > start.keepContentDays(),
                            start.keepContentDays() + " days");
                case INSPECTED ->
                    wide(
                            faults,
                            set,
                            Double.parseDouble(value) < start.evidence().inspected(),
                            start.evidence().inspected() + " of the answers");
                case OPENS, CLOSES, YOUNGEST -> {}
            }
        }
    }

    private static void wide(List<String> faults, Yaml at, boolean wide, String start) {
        if (wide) {
            say(faults, at, "narrows nothing: the terms start with " + start);
        }
    }

    private static Yaml at(Yaml parent, String key) {
        var child = parent.entries().get(key);
        return child == null ? parent : child;
    }

    private static String list(java.util.Collection<String> words) {
        return String.join(", ", words.stream().sorted().toList());
    }

    private static void say(List<String> faults, Yaml at, String reason) {
        faults.add(String.valueOf(at.error(reason).getMessage()));
    }

    /** As {@link #misfits(String, String)} of each {@code criteria.yaml} in the packs of some folders. */
    public List<String> misfits(List<Path> folders) throws java.io.IOException {
        var faults = new ArrayList<String>();
        for (var file : Criteria.files(folders)) {
            faults.addAll(misfits(file.toString(), java.nio.file.Files.readString(file, StandardCharsets.UTF_8)));
        }
        return faults;
    }
}
