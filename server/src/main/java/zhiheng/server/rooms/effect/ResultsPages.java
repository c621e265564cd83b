package zhiheng.server.rooms.effect;

import io.vertx.ext.web.Router;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.office.effect.Results;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Figures;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** Paste what was done and what the indicators were; the list of the busy without effect is worked out. Nothing is kept. */
final class ResultsPages {
    private static final String TEMPLATE = "rooms/effect/results";
    private final Desk desk;

    ResultsPages(Desk desk) {
        this.desk = desk;
    }

    void mount(Router router) {
        desk.get(
                router,
                "/results",
                visit -> desk.page(visit, "results", TEMPLATE, Map.of("p", new ResultsView(Form.EMPTY, null))));
        desk.post(router, "/results", this::judge);
    }

    private Reply judge(Visit visit) {
        try {
            var table = WorksTable.read(visit.typed("table"));
            var results = Results.of(
                    table.works(),
                    table.at(visit.typed("from")),
                    table.times().getFirst().season());
            return desk.page(
                    visit,
                    "results",
                    TEMPLATE,
                    Map.of("p", new ResultsView(visit.form(Map.of()), judged(visit, results))));
        } catch (Refusal e) {
            var said = visit.words.t(e.text());
            return desk.wrong(
                    visit,
                    "results",
                    TEMPLATE,
                    Map.of("p", new ResultsView(visit.form(Map.of("table", said)), null)),
                    visit.words.t("error.form"));
        }
    }

    private static ResultsView.Judged judged(Visit visit, Results results) {
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
                words.t("results.chance", results.rows().size(), Figures.number(results.byChance())));
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
