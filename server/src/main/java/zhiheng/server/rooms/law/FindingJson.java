package zhiheng.server.rooms.law;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.packs.Clock;
import zhiheng.packs.Finding;
import zhiheng.server.ground.http.JsonOut;

/**
 * A finding as JSON, a stable contract of the command line and of REST: {@code system, asOf, outcomes, duties, open},
 * and {@code upcoming, notes}. Members may be added, never renamed.
 */
public final class FindingJson {
    private FindingJson() {}

    /** The finding as maps and lists in the contract's order. */
    public static Map<String, Object> of(String system, Finding finding) {
        var json = new LinkedHashMap<String, Object>();
        json.put("system", system);
        json.put("asOf", finding.asOf().toString());
        json.put("outcomes", outcomes(finding.outcomes()));
        json.put("duties", finding.duties().stream().map(FindingJson::duty).toList());
        json.put("open", finding.open().stream().map(FindingJson::open).toList());
        json.put("upcoming", outcomes(finding.upcoming()));
        json.put("notes", finding.notes().stream().map(FindingJson::note).toList());
        json.put(
                "comingNotes",
                finding.comingNotes().stream().map(FindingJson::note).toList());
        return json;
    }

    /** The same as indented text. */
    public static String write(String system, Finding finding) {
        return JsonOut.pretty(of(system, finding));
    }

    public static List<Map<String, Object>> outcomes(List<Finding.Outcome> outcomes) {
        return outcomes.stream().map(FindingJson::outcome).toList();
    }

    private static Map<String, Object> outcome(Finding.Outcome outcome) {
        var json = new LinkedHashMap<String, Object>();
        json.put("pack", outcome.pack());
        json.put("tier", outcome.tier());
        json.put("ref", outcome.ref());
        json.put("rule", outcome.rule());
        json.put("article", outcome.article());
        json.put("confidence", outcome.confidence());
        json.put("text", text(outcome.text()));
        json.put("from", outcome.from().toString());
        json.put("provisional", outcome.provisional());
        json.put("because", because(outcome.because()));
        json.put("changes", outcome.changes().stream().map(FindingJson::change).toList());
        json.put("binding", outcome.binding());
        return json;
    }

    public static Map<String, Object> duty(Finding.Duty duty) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", duty.id());
        json.put("article", duty.article());
        json.put("who", duty.who());
        json.put("nature", duty.nature().name().toLowerCase(Locale.ROOT));
        json.put("from", duty.from().toString());
        json.put("due", due(duty.due()));
        json.put("clocks", duty.clocks().stream().map(FindingJson::clock).toList());
        json.put("kind", duty.kind());
        json.put("waivable", duty.waivable());
        json.put("pack", duty.pack());
        json.put("rule", duty.rule());
        json.put("ref", duty.ref());
        json.put("confidence", duty.confidence());
        json.put("title", text(duty.title()));
        json.put("text", text(duty.text()));
        json.put("timing", text(duty.timing()));
        json.put("evidence", text(duty.evidence()));
        json.put("penalty", text(duty.penalty()));
        json.put("upcoming", duty.upcoming());
        json.put("provisional", duty.provisional());
        json.put("because", because(duty.because()));
        json.put("binding", duty.binding());
        return json;
    }

    /** Null for a duty that has no last day; a null {@code day} says that it is not known, and the others why. */
    private static @Nullable Map<String, Object> due(Finding.@Nullable Due due) {
        if (due == null) {
            return null;
        }
        var json = JsonOut.map(
                "day", due.day(),
                "fact", due.fact(),
                "started", due.started());
        if (due.unpublished() != 0) {
            json.put("unpublished", due.unpublished());
        }
        return json;
    }

    private static Map<String, Object> clock(Clock clock) {
        return JsonOut.map(
                "fact",
                clock.fact(),
                "event",
                clock.event(),
                "within",
                clock.within() == null ? null : clock.within().toString(),
                "every",
                clock.every() == null ? null : clock.every().toString());
    }

    private static Map<String, Object> note(Finding.Note note) {
        var json = new LinkedHashMap<String, Object>();
        json.put("pack", note.pack());
        json.put("rule", note.rule());
        json.put("article", note.article());
        json.put("ref", note.ref());
        json.put("confidence", note.confidence());
        json.put("text", text(note.text()));
        json.put("from", note.from().toString());
        json.put("until", note.until() == null ? null : note.until().toString());
        json.put("because", because(note.because()));
        json.put("binding", note.binding());
        return json;
    }

    private static Map<String, Object> open(Finding.Open open) {
        var json = new LinkedHashMap<String, Object>();
        json.put("fact", open.fact());
        json.put("question", text(open.question()));
        json.put("decides", open.decides());
        return json;
    }

    private static Map<String, Object> change(Finding.Change change) {
        var json = new LinkedHashMap<String, Object>();
        json.put("fact", change.fact());
        json.put("from", change.from());
        json.put("to", change.to());
        return json;
    }

    private static List<Map<String, Object>> because(List<Finding.Because> because) {
        return because.stream()
                .<Map<String, Object>>map(b -> {
                    var json = new LinkedHashMap<String, Object>();
                    json.put("fact", b.fact());
                    json.put("value", b.value());
                    return json;
                })
                .toList();
    }

    public static Map<String, Object> text(Text text) {
        var json = new LinkedHashMap<String, Object>();
        json.put("zh", text.zh());
        json.put("en", text.en());
        return json;
    }
}
