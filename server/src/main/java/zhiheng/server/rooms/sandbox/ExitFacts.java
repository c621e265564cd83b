package zhiheng.server.rooms.sandbox;

import static zhiheng.server.ground.http.JsonOut.map;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.office.registry.DutyState;
import zhiheng.server.ground.http.JsonOut;

/**
 * What an exit report says, before it is put into words: worked out from the ledger's case and what was counted, by nobody's opinion.
 *
 * @param made when it was worked out
 * @param stops the stages on the way; the last is where it stands
 * @param ended whether the case is closed
 * @param sheets of all days, the earliest first, each with its digest or "" where the day is not kept yet
 * @param harm the last look in each visit to a stage
 * @param complaints by state
 * @param duties of the system now, by state
 * @param steps of the case that are in the ledger
 */
record ExitFacts(
        Participation p,
        String system,
        String org,
        Instant made,
        List<Stop> stops,
        boolean ended,
        List<Sheets.Read> sheets,
        List<Look> harm,
        Map<Complaint.State, Long> complaints,
        List<Happening> incidents,
        List<Happening> drills,
        Map<DutyState, Long> duties,
        List<Waived> waived,
        long kits,
        @Nullable String score,
        long comments,
        List<Step> steps) {
    /** @param to null where it stands still */
    record Stop(String stage, Instant from, @Nullable Instant to) {}

    /** An incident or a drill. @param closed null while it is open */
    record Happening(
            String id,
            Text procedure,
            Text stage,
            Instant opened,
            @Nullable Instant closed) {}

    /** @param state of the duty now, null where the system does not have it any more */
    record Waived(
            String duty,
            Text title,
            LocalDate until,
            @Nullable DutyState state) {
        boolean ended() {
            return state != DutyState.EXEMPTED;
        }
    }

    record Step(long step, long index) {}

    List<Sheet> days() {
        return sheets.stream().map(Sheets.Read::sheet).toList();
    }

    /** Answers with a label among all answers; null where nothing was answered, or not all days are known. */
    @Nullable
    Double labelled() {
        var answered = Sheet.sum(days(), Sheet.Figure.ANSWERED);
        var labelled = Sheet.sum(days(), Sheet.Figure.LABELLED);
        return answered.count() == 0 || !answered.whole() || !labelled.whole()
                ? null
                : (double) labelled.count() / answered.count();
    }

    private static Map<String, Object> text(Text text) {
        return map("zh", text.zh(), "en", text.en());
    }

    private static List<Object> happenings(List<Happening> all) {
        return all.stream()
                .<Object>map(h -> map(
                        "case", h.id(),
                        "procedure", text(h.procedure()),
                        "stage", text(h.stage()),
                        "opened", h.opened(),
                        "closed", h.closed()))
                .toList();
    }

    /** For programs; people read the papers that are made of the same. */
    String json() {
        var terms = p.terms();
        return JsonOut.pretty(map(
                "format", "zhiheng-sandbox-exit/1",
                "made", made,
                "case", p.c().id(),
                "procedure",
                        map("id", p.procedure().id(), "version", p.procedure().version()),
                "system", map("id", p.c().subject(), "name", system, "provider", org),
                "terms", terms == null ? null : TermsJson.tree(terms),
                "decidedBy", p.deciders().size(),
                "stage", p.c().stage(),
                "ended", ended,
                "way",
                        stops.stream()
                                .map(s -> map("stage", s.stage(), "from", s.from(), "to", s.to()))
                                .toList(),
                "figures",
                        Stream.of(Sheet.Figure.values())
                                .map(f -> {
                                    var sum = Sheet.sum(days(), f);
                                    return map("name", Sheet.key(f), "count", sum.count(), "whole", sum.whole());
                                })
                                .toList(),
                "labelled", labelled(),
                "days",
                        sheets.stream()
                                .map(s -> map("day", s.sheet().day().toString(), "sha256", s.sha256()))
                                .toList(),
                "harm",
                        harm.stream()
                                .map(l -> map(
                                        "stage", l.stage(),
                                        "visit", l.visit(),
                                        "calls", l.calls(),
                                        "judged", l.judged(),
                                        "harmful", l.harmful(),
                                        "low", l.low(),
                                        "high", l.high(),
                                        "bound", l.bound()))
                                .toList(),
                "complaints",
                        Stream.of(Complaint.State.values())
                                .map(s -> map("state", Sheet.key(s), "count", complaints.getOrDefault(s, 0L)))
                                .toList(),
                "incidents", happenings(incidents),
                "drills", happenings(drills),
                "duties",
                        Stream.of(DutyState.values())
                                .map(s -> map("state", Sheet.key(s), "count", duties.getOrDefault(s, 0L)))
                                .toList(),
                "waived",
                        waived.stream()
                                .map(w -> map(
                                        "duty", w.duty(),
                                        "title", text(w.title()),
                                        "until", w.until().toString(),
                                        "state", w.state() == null ? null : Sheet.key(w.state()),
                                        "ended", w.ended()))
                                .toList(),
                "kits", kits,
                "score", score,
                "comments", comments,
                "steps",
                        steps.stream()
                                .map(s -> map("step", s.step(), "leaf", s.index()))
                                .toList()));
    }
}
