package zhiheng.server.rooms.incidents;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zhiheng.base.Text;
import zhiheng.cases.clocks.Regimes;
import zhiheng.office.acts.Json;
import zhiheng.server.rooms.watch.AlertCodec;
import zhiheng.server.rooms.watch.Grade;

/**
 * What is known of an incident and why it has its grade; the column {@code body}.
 *
 * @param answers by fact id
 * @param on the day whose law was asked
 * @param rule pack and rule that decided, with a slash between; "" where none did, and then {@code article} is too
 * @param atLeast true while an unanswered question could still make it graver
 * @param opening what it was opened for: duties that an alarm's grade brought about, or {@link Regimes#BY_PERSON}
 * @param duties what packs find to be owed by the answers, by id
 */
public record GradeNote(
        Map<String, Object> answers,
        LocalDate on,
        String rule,
        String article,
        Text text,
        String confidence,
        Text certainty,
        boolean atLeast,
        List<String> opening,
        List<String> duties) {
    private static final Text NOTHING = new Text("", "");

    static GradeNote of(Map<String, Object> answers, LocalDate on, Grade grade, List<String> opening) {
        var clause = grade.decidedBy();
        var duties = grade.clocks().stream().map(Grade.Clock::id).toList();
        return new GradeNote(
                new TreeMap<>(answers),
                on,
                clause == null ? "" : clause.pack() + "/" + clause.rule(),
                clause == null ? "" : clause.article(),
                clause == null ? NOTHING : clause.text(),
                clause == null ? "" : clause.confidence(),
                clause == null ? NOTHING : clause.certainty(),
                grade.atLeast(),
                opening,
                duties);
    }

    /** All that may set a procedure going. */
    Set<String> all() {
        return Stream.concat(opening.stream(), duties.stream()).collect(Collectors.toSet());
    }

    Map<String, Object> tree() {
        var json = new LinkedHashMap<String, Object>();
        json.put("answers", answers);
        json.put("on", on.toString());
        json.put("rule", rule);
        json.put("article", article);
        json.put("text", AlertCodec.text(text));
        json.put("confidence", confidence);
        json.put("certainty", AlertCodec.text(certainty));
        json.put("atLeast", atLeast);
        json.put("opening", opening);
        json.put("duties", duties);
        return json;
    }

    String body() {
        return Json.write(tree());
    }

    @SuppressWarnings("unchecked") // as {@link #tree} wrote it
    static GradeNote read(String body) {
        var json = Json.readMap(body);
        return new GradeNote(
                (Map<String, Object>) json.getOrDefault("answers", Map.of()),
                LocalDate.parse(AlertCodec.string(json, "on")),
                AlertCodec.string(json, "rule"),
                AlertCodec.string(json, "article"),
                AlertCodec.text(json.get("text")),
                AlertCodec.string(json, "confidence"),
                AlertCodec.text(json.get("certainty")),
                Boolean.TRUE.equals(json.get("atLeast")),
                (List<String>) json.getOrDefault("opening", List.of()),
                (List<String>) json.getOrDefault("duties", List.of()));
    }
}
