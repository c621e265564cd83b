package zhiheng.server.rooms.lists;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.office.lists.ActList;
import zhiheng.office.lists.Answer;
import zhiheng.office.lists.ListCheck;
import zhiheng.packs.Fact;
import zhiheng.packs.Finding;
import zhiheng.server.ground.page.Cited;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.State;
import zhiheng.server.rooms.registry.Answers;
import zhiheng.server.rooms.registry.Questions;

/** Says lists and checks in the reader's language. */
record ListLines(Lexicon lexicon) {
    ListViews.Check check(ListCheck check) {
        var words = lexicon.words;
        var answer = check.answer();
        return new ListViews.Check(
                verdict(check.list(), check.verdict(), answer),
                words.t("lists.means." + (check.verdict() == ListCheck.Verdict.LISTED ? answer : check.verdict())),
                check.hits().stream()
                        .map(h -> entry(check.list(), h.entry(), h.because()))
                        .toList(),
                check.open().stream()
                        .map(o -> new ListViews.Open(
                                answer(check.list(), o.entry().answer()),
                                words.t(o.entry().rule().text()),
                                cited(check.list(), o.entry()),
                                o.missing().stream().map(lexicon::question).toList()))
                        .toList(),
                words.t(check.list().otherwise()));
    }

    /** The light of a check. */
    State verdict(ActList list, ListCheck.Verdict verdict, @Nullable Answer answer) {
        return verdict == ListCheck.Verdict.LISTED && answer != null
                ? answer(list, answer)
                : new State(
                        verdict == ListCheck.Verdict.UNSURE ? "doing" : "open",
                        lexicon.words.t("lists.verdict." + verdict));
    }

    State answer(ActList list, Answer answer) {
        var name = list.pack().tiers().stream()
                .filter(t -> t.id().equals(answer.word()))
                .map(t -> lexicon.words.t(t.name()))
                .findFirst()
                .orElse(answer.word());
        return new State(tone(answer), name);
    }

    private static String tone(Answer answer) {
        return switch (answer) {
            case PROHIBITED, FORBIDDEN, EXCLUDED -> "late";
            case DELIBERATE, REVIEW, APPROVAL, PERMIT -> "gap";
            case REPORT -> "told";
            case COVERED, OFFERED, ALLOWED -> "met";
        };
    }

    ListViews.Entry entry(ActList list, ActList.Entry e, List<Finding.Because> because) {
        var words = lexicon.words;
        return new ListViews.Entry(
                answer(list, e.answer()),
                words.t(e.rule().text()),
                cited(list, e),
                because.stream().map(b -> answered(b.fact(), b.value())).toList(),
                said(e.authority()),
                e.materials().stream().map(words::t).toList(),
                said(e.limit()),
                said(e.fee()),
                said(e.appeal()));
    }

    private String said(@Nullable Text text) {
        return text == null ? "" : lexicon.words.t(text);
    }

    private String answered(String fact, Object value) {
        return lexicon.words.t("lists.answered", lexicon.question(fact), lexicon.answer(fact, value));
    }

    List<String> answers(Map<String, Object> facts) {
        return facts.entrySet().stream()
                .map(f -> answered(f.getKey(), f.getValue()))
                .toList();
    }

    private Cited cited(ActList list, ActList.Entry e) {
        var meaning = list.pack().confidence().get(e.rule().confidence());
        return new Cited(
                lexicon.article(e.rule().article()),
                e.rule().ref(),
                list.pack().source().toString(),
                e.rule().confidence(),
                said(meaning));
    }

    Questions.Question question(Fact fact, Answers.Given given) {
        var words = lexicon.words;
        return new Questions.Question(
                fact.id(),
                fact.type().name(),
                words.t(fact.question()),
                words.t(fact.help()),
                Answers.options(words, fact, given.value()),
                given.typed().isEmpty() ? Answers.typed(given.value()) : given.typed(),
                false,
                List.of(),
                0,
                given.error());
    }
}
