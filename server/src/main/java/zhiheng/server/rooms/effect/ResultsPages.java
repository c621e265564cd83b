package zhiheng.server.rooms.effect;

import io.vertx.ext.web.Router;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.effect.Results;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Figures;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/**
 * What was done beside what came of it, out of this system's own records or of a table that is pasted and not kept; the list of the busy
 * without effect is worked out.
 */
final class ResultsPages {
    private static final String TEMPLATE = "rooms/effect/results";
    private final Desk desk;
    private final OwnResults own;

    ResultsPages(Desk desk, OwnResults own) {
        this.desk = desk;
        this.own = own;
    }

    void mount(Router router) {
        desk.get(
                router,
                "/results",
                visit -> visit.query("since").isEmpty() ? page(visit, Form.EMPTY, null) : own(visit));
        desk.post(router, "/results", this::judge);
    }

    private Reply page(Visit visit, Form form, ResultsView.@Nullable Judged judged) {
        return desk.page(visit, "results", TEMPLATE, Map.of("p", view(visit, form, judged)));
    }

    private Reply own(Visit visit) {
        var since = visit.query("since");
        var form = new Form(Map.of("since", since), Map.of());
        try {
            var judged = own.judge(
                    visit.actor(),
                    chosen(visit.query("unit"), OwnSeries.Unit.values()),
                    chosen(visit.query("indicator"), Indicator.values()),
                    JsonIn.date("since", since));
            var left = judged.found().left().stream()
                    .map(l -> visit.words.t("results.left", l.org(), l.start()))
                    .toList();
            return page(visit, form, judged(visit, judged.results(), left));
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.FORBIDDEN) {
                throw e;
            }
            var said = visit.words.t(e.text());
            return desk.wrong(
                    visit,
                    "results",
                    TEMPLATE,
                    Map.of("p", view(visit, new Form(form.typed(), Map.of("since", said)), null)),
                    said);
        }
    }

    private static <E extends Enum<E>> E chosen(String word, E[] values) {
        return Arrays.stream(values)
                .filter(v -> v.name().equals(word))
                .findFirst()
                .orElse(values[0]);
    }

    private static ResultsView view(Visit visit, Form form, ResultsView.@Nullable Judged judged) {
        return new ResultsView(
                form,
                judged,
                Arrays.stream(OwnSeries.Unit.values())
                        .map(u -> new Choice(
                                u.name(),
                                visit.words.t("results.unit." + u),
                                u.name().equals(visit.query("unit"))))
                        .toList(),
                Arrays.stream(Indicator.values())
                        .map(i -> new Choice(
                                i.name(), visit.words.t(i.text), i.name().equals(visit.query("indicator"))))
                        .toList());
    }

    private Reply judge(Visit visit) {
        try {
            var table = WorksTable.read(visit.typed("table"));
            var results = Results.of(
                    table.works(),
                    table.at(visit.typed("from")),
                    table.times().getFirst().season());
            return page(visit, visit.form(Map.of()), judged(visit, results, List.of()));
        } catch (Refusal e) {
            var said = visit.words.t(e.text());
            return desk.wrong(
                    visit,
                    "results",
                    TEMPLATE,
                    Map.of("p", view(visit, visit.form(Map.of("table", said)), null)),
                    visit.words.t("error.form"));
        }
    }

    private static ResultsView.Judged judged(Visit visit, Results results, List<String> left) {
        var words = visit.words;
        return new ResultsView.Judged(
                results.busyWithoutEffect().stream().map(r -> r.work().name()).toList(),
                results.rows().stream()
                        .map(r -> new ResultsView.Row(
                                r.work().name(),
                                new State(tone(r.verdict()), words.t(r.verdict().text())),
                                Figures.number(r.done()),
                                Figures.number(r.plainChange()),
                                EffectText.range(r.effect()),
                                r.cautions().stream().map(words::t).toList()))
                        .toList(),
                words.t("results.chance", results.rows().size(), Figures.number(results.byChance())),
                left);
    }

    private static String tone(Results.Verdict verdict) {
        return switch (verdict) {
            case EFFECT -> "met";
            case GREY -> "not";
            case QUIET -> "open";
            case BUSY -> "gap";
            case WORSE -> "late";
        };
    }
}
