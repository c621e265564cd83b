package zhiheng.server.rooms.guide;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.office.policy.Guide;
import zhiheng.office.policy.GuideChange;
import zhiheng.office.policy.Measure;
import zhiheng.server.ground.page.Cited;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.State;

/** Says the lines of a guide in the reader's language. */
record GuideLines(Lexicon lexicon, LocalDate today, Map<String, GuideChange> changes) {
    /** What may be had first, then what must be done, what is closed, what an answer would decide, what comes, what does not hold. */
    List<GuideView.Group> groups(Guide guide) {
        var groups = new ArrayList<GuideView.Group>();
        add(groups, "support", "met", false, guide.of(Measure.Kind.SUPPORT, Guide.Verdict.HOLDS));
        add(groups, "duty", "doing", false, guide.of(Measure.Kind.DUTY, Guide.Verdict.HOLDS));
        add(groups, "closed", "late", false, guide.of(Measure.Kind.CLOSED, Guide.Verdict.HOLDS));
        add(groups, "coming", "told", false, all(guide, Guide.Verdict.COMING));
        add(groups, "open", "open", false, all(guide, Guide.Verdict.OPEN));
        add(groups, "not", "not", true, all(guide, Guide.Verdict.NOT));
        return groups;
    }

    private static List<Guide.Line> all(Guide guide, Guide.Verdict verdict) {
        return guide.lines().stream().filter(l -> l.verdict() == verdict).toList();
    }

    private void add(List<GuideView.Group> groups, String key, String tone, boolean folded, List<Guide.Line> lines) {
        if (!lines.isEmpty()) {
            groups.add(new GuideView.Group(
                    key, tone, folded, lines.stream().map(l -> line(l, tone)).toList()));
        }
    }

    private GuideView.Line line(Guide.Line l, String tone) {
        var m = l.measure();
        var words = lexicon.words;
        var change = changes.get(m.id());
        var timing = m.timing();
        var to = m.rule().to();
        return new GuideView.Line(
                m.id(),
                words.t(m.title()),
                new State(tone, state(l)),
                change == null ? "" : words.t("guide.change." + change.kind()),
                change == null ? List.of() : why(change),
                words.t(m.rule().text()),
                new Cited(
                        lexicon.article(m.rule().article()),
                        m.rule().ref(),
                        m.source().toString(),
                        m.rule().confidence(),
                        words.t(m.meaning())),
                words.t(m.pack().name()),
                words.t(m.acts()),
                words.t("guide.applies." + m.applies()),
                l.because().stream().map(b -> answered(b.fact(), b.value())).toList(),
                l.missing().stream().map(lexicon::question).toList(),
                l.opens().stream().map(this::opening).toList(),
                m.steps().stream().map(words::t).toList(),
                m.documents().stream().map(words::t).toList(),
                words.t(m.contact()),
                timing == null ? "" : words.t(timing),
                to == null ? "" : to.minusDays(1).toString(),
                l.dues().stream().map(this::due).toList());
    }

    private List<String> why(GuideChange change) {
        var words = lexicon.words;
        return switch (change.kind()) {
            case NEW, GONE -> List.of();
            case ENDED -> List.of(words.t("guide.changed.ended", String.valueOf(change.ended())));
            case NOW_HOLDS, COMING, NOW_OPEN, DAYS, NO_LONGER, RULED_OUT ->
                change.because().isEmpty()
                        ? List.of(words.t("guide.changed.law"))
                        : change.because().stream().map(this::changed).toList();
        };
    }

    private String changed(GuideChange.Answer a) {
        var words = lexicon.words;
        return words.t(
                "guide.changed.answer", lexicon.question(a.fact()), said(a.fact(), a.was()), said(a.fact(), a.is()));
    }

    private String state(Guide.Line l) {
        var words = lexicon.words;
        return switch (l.verdict()) {
            case HOLDS -> words.t("guide.state." + l.measure().kind());
            case COMING -> words.t("guide.state.COMING", String.valueOf(l.from()));
            case OPEN -> words.t("guide.state.OPEN");
            case NOT -> words.t("guide.state.NOT");
        };
    }

    private String answered(String fact, @Nullable Object value) {
        return lexicon.words.t("guide.answer", lexicon.question(fact), said(fact, value));
    }

    private String said(String fact, @Nullable Object value) {
        return value == null ? lexicon.words.t("guide.unanswered") : lexicon.answer(fact, value);
    }

    private String opening(Guide.Opening o) {
        return lexicon.words.t(
                o.from() == null ? "guide.opens" : "guide.opens.else",
                lexicon.question(o.fact()),
                lexicon.answer(o.fact(), o.to()),
                lexicon.answer(o.fact(), o.from()));
    }

    private GuideView.Due due(Guide.Due due) {
        var words = lexicon.words;
        var name = words.t(due.clock().name());
        var term = lexicon.term(due.clock().within());
        if (due.started() == null) {
            return new GuideView.Due(
                    name,
                    "",
                    "",
                    words.t(
                            "guide.due.waits",
                            term,
                            lexicon.question(due.clock().fact())));
        }
        if (due.day() == null) {
            return new GuideView.Due(
                    name, "", "", words.t("guide.due.unpublished", due.started(), term, due.unpublished()));
        }
        var why = due.latest() == null
                ? words.t("guide.due.from", due.started(), term)
                : words.t("guide.due.latest", due.started(), term, due.latest());
        return new GuideView.Due(name, due.day().toString(), lexicon.left(due.day(), today), why);
    }
}
