package zhiheng.office.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.Facts;
import zhiheng.packs.Finding;
import zhiheng.packs.PackLibrary;

/** Compares a guide with one that was noted, and finds the answers that made the difference by putting them back one by one. */
final class GuideChanges {
    private final PackLibrary library;
    private final Guide now;
    private final Facts facts;
    private final Facts then;
    private final List<String> answered;

    /** @param then the answers behind the guide that was noted, as far as this library still asks them */
    GuideChanges(PackLibrary library, Guide now, Facts facts, Facts then) {
        this.library = library;
        this.now = now;
        this.facts = facts;
        this.then = then;
        var names = new TreeSet<>(facts.asMap().keySet());
        names.addAll(then.asMap().keySet());
        this.answered = names.stream()
                .filter(n -> !Objects.equals(facts.asMap().get(n), then.asMap().get(n)))
                .toList();
    }

    Map<String, GuideChange> since(Map<String, String> stood) {
        var changes = new LinkedHashMap<String, GuideChange>();
        var reverted = reverted();
        var is = now.state();
        for (var line : now.lines()) {
            var id = line.measure().id();
            var was = stood.get(id);
            if (!Objects.equals(was, is.get(id))) {
                var kind = kind(line, was);
                changes.put(
                        id,
                        new GuideChange(
                                id,
                                kind,
                                kind == GuideChange.Kind.NEW || kind == GuideChange.Kind.ENDED
                                        ? List.of()
                                        : because(line, reverted),
                                kind == GuideChange.Kind.ENDED
                                        ? line.measure().rule().to()
                                        : null));
            }
        }
        stood.keySet().stream()
                .filter(id -> !is.containsKey(id))
                .forEach(id -> changes.put(id, new GuideChange(id, GuideChange.Kind.GONE, List.of(), null)));
        return changes;
    }

    private GuideChange.Kind kind(Guide.Line line, @Nullable String stood) {
        if (stood == null) {
            return GuideChange.Kind.NEW;
        }
        var was = Guide.Verdict.valueOf(stood.split(" ", 2)[0]);
        if (was == line.verdict()) {
            return GuideChange.Kind.DAYS;
        }
        return switch (line.verdict()) {
            case HOLDS -> GuideChange.Kind.NOW_HOLDS;
            case COMING -> GuideChange.Kind.COMING;
            case OPEN -> GuideChange.Kind.NOW_OPEN;
            case NOT ->
                over(line.measure().rule().to())
                        ? GuideChange.Kind.ENDED
                        : was == Guide.Verdict.OPEN ? GuideChange.Kind.RULED_OUT : GuideChange.Kind.NO_LONGER;
        };
    }

    private boolean over(@Nullable LocalDate to) {
        return to != null && !now.asOf().isBefore(to);
    }

    /** What each changed answer alone does to the rules: the finding with that answer put back. */
    private Map<String, Finding> reverted() {
        var findings = new LinkedHashMap<String, Finding>();
        answered.forEach(fact -> findings.put(
                fact,
                library.evaluate(
                        facts.with(fact, then.asMap().get(fact)),
                        now.asOf(),
                        library.packs().stream().map(p -> p.id()).collect(Collectors.toSet()))));
        return findings;
    }

    private List<GuideChange.Answer> because(Guide.Line line, Map<String, Finding> reverted) {
        var days = line.measure().clocks().stream().map(Measure.Clock::fact).collect(Collectors.toSet());
        var result = new ArrayList<GuideChange.Answer>();
        for (var fact : answered) {
            var before = Objects.requireNonNull(reverted.get(fact));
            if (days.contains(fact) || verdict(before, line.measure().id()) != line.verdict()) {
                result.add(answer(fact));
            }
        }
        if (result.isEmpty()) { // two answers had to change together: those on which it rests or rested
            var rests = line.because().stream().map(Finding.Because::fact).collect(Collectors.toSet());
            rests.addAll(restedOn(line.measure().id()));
            answered.stream().filter(rests::contains).map(this::answer).forEach(result::add);
        }
        return List.copyOf(result);
    }

    private List<String> restedOn(String rule) {
        var packs = library.packs().stream().map(p -> p.id()).collect(Collectors.toSet());
        return library.evaluate(then, now.asOf(), packs).outcomes().stream()
                .filter(o -> o.rule().equals(rule))
                .flatMap(o -> o.because().stream())
                .map(Finding.Because::fact)
                .toList();
    }

    private GuideChange.Answer answer(String fact) {
        return new GuideChange.Answer(
                fact, then.asMap().get(fact), facts.asMap().get(fact));
    }

    private static Guide.Verdict verdict(Finding finding, String rule) {
        if (finding.outcomes().stream().anyMatch(o -> o.rule().equals(rule))) {
            return Guide.Verdict.HOLDS;
        }
        if (finding.upcoming().stream().anyMatch(o -> o.rule().equals(rule))) {
            return Guide.Verdict.COMING;
        }
        return finding.open().stream().anyMatch(o -> o.decides().contains(rule))
                ? Guide.Verdict.OPEN
                : Guide.Verdict.NOT;
    }
}
