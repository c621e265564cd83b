package zhiheng.server.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import zhiheng.base.Json;
import zhiheng.packs.Finding;
import zhiheng.packs.LegalDays;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.shell.Speech;
import zhiheng.server.rooms.law.FindingJson;

/**
 * Many systems, one answer a line in the order in which they came, several at work at once. What cannot be read is said in
 * its place and counted; the rest goes on.
 */
final class ClassifyMany {
    private final PackLibrary library;
    private final LegalDays days;
    private final List<String> packs;
    private final boolean json;
    private final Speech speech;

    /** @param packs the packs to ask, by id */
    ClassifyMany(PackLibrary library, LegalDays days, List<String> packs, boolean json, Speech speech) {
        this.library = library;
        this.days = days;
        this.packs = packs;
        this.json = json;
        this.speech = speech;
    }

    private record Answer(boolean good, String line) {}

    /** How many were answered, and how many were not. */
    private static final class Tally {
        private int good;
        private int bad;
    }

    /**
     * Answers on {@code out}, with {@code json} what cannot be read too; else that goes to {@code err}. Exit code 2 when
     * something could not.
     *
     * @param together how many are taken up and answered at once: 1 where somebody waits for each answer
     */
    int run(Stream<SystemSources.Source> systems, int together, PrintStream out, PrintStream err) {
        var tally = new Tally();
        systems.gather(Gatherers.windowFixed(together))
                .gather(Gatherers.mapConcurrent(Runtime.getRuntime().availableProcessors(), this::answers))
                .takeWhile(answers -> !out.checkError()) // nobody reads any more
                .forEachOrdered(answers -> print(answers, tally, out, err));
        out.flush();
        err.println(speech.say("系统 %d，读不了 %d", "%d systems classified, %d could not be read")
                .formatted(tally.good, tally.bad));
        return tally.bad == 0 ? 0 : 2;
    }

    private List<Answer> answers(List<SystemSources.Source> sources) {
        return sources.stream().map(this::answer).toList();
    }

    private void print(List<Answer> answers, Tally tally, PrintStream out, PrintStream err) {
        var good = new StringBuilder();
        var bad = new StringBuilder();
        for (var answer : answers) {
            if (answer.good) {
                tally.good++;
            } else {
                tally.bad++;
            }
            (answer.good || json ? good : bad).append(answer.line).append('\n');
        }
        out.print(good);
        err.print(bad);
    }

    private Answer answer(SystemSources.Source source) {
        try {
            var system = source.read(library);
            var facts = system.facts();
            return new Answer(
                    true,
                    json
                            ? json(source.place(), system.name(), library.evaluate(facts, days, packs))
                            : text(system.name(), library.outline(facts, days, packs)));
        } catch (PackException e) {
            var reason = String.valueOf(e.getMessage());
            var line = new LinkedHashMap<String, Object>();
            line.put("source", source.place());
            line.put("error", reason);
            return new Answer(false, json ? Json.write(line) : reason);
        }
    }

    private static String json(String place, String name, Finding finding) {
        var line = new LinkedHashMap<String, Object>();
        line.put("source", place);
        line.putAll(FindingJson.of(name, finding));
        return Json.write(line);
    }

    private String text(String name, Finding finding) {
        var tiers = finding.tiersByPack().entrySet().stream()
                .map(e -> e.getKey() + ": "
                        + e.getValue().stream()
                                .map(tier -> tier(e.getKey(), tier))
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
        return onOneLine(name) + "  " + (tiers.isEmpty() ? "–" : tiers)
                + speech.say("  义务 ", "  duties ") + finding.duties().size()
                + speech.say("  待答 ", "  open ") + finding.open().size();
    }

    private String tier(String pack, String tier) {
        return FindingText.tier(library, pack, tier).in(speech.chinese() ? "zh" : "en");
    }

    private static String onOneLine(String name) {
        return name.codePoints()
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
