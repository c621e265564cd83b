package zhiheng.server.rooms.drills;

import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.drills.exercise.Part;
import zhiheng.drills.exercise.Scenario;
import zhiheng.drills.exercise.ScenarioDraft;
import zhiheng.office.people.Access;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** The form over a scenario file: begun empty or from one that is installed, checked as a file is, looked at, taken away. Nothing is kept. */
final class ScenarioPages {
    static final String PATH = "/drills/scenarios/edit";
    private static final String TEMPLATE = "rooms/drills/edit";
    private static final Map<String, Integer> FIRST = Map.of("system", 1, "seat", 2, "inject", 1, "report", 1);

    private final Site site;
    private final Desk desk;
    private final DrillDesk drills;

    ScenarioPages(Site site, Desk desk, DrillDesk drills) {
        this.site = site;
        this.desk = desk;
        this.drills = drills;
    }

    void mount(Router router) {
        desk.get(router, PATH, visit -> {
            Access.mayChange(visit.actor());
            var from = visit.query("from");
            var fields = from.isEmpty()
                    ? Map.of("seat-1-part", "controller", "seat-2-part", "participant")
                    : ScenarioDraft.fields(drills.scenarios().of(from).scenario());
            return page(visit, view(visit, new Form(fields, Map.of()), rows(fields), null));
        });
        desk.post(router, PATH, this::posted);
    }

    private Reply page(Visit visit, ScenarioView view) {
        return desk.page(visit, DrillListPages.SECTION, TEMPLATE, Map.of("p", view));
    }

    private Reply posted(Visit visit) {
        Access.mayChange(visit.actor());
        var form = visit.form(Map.of());
        var rows = rows(form.typed());
        var wanted = visit.typed("do");
        if (wanted.startsWith("more-")) {
            rows.computeIfPresent(
                    wanted.substring(5), (row, n) -> Math.min(n + 1, ScenarioDraft.MOST.getOrDefault(row, n)));
            return page(visit, view(visit, form, rows, null));
        }
        var draft = ScenarioDraft.of(form.typed());
        var fault = draft.fault();
        if (fault != null) {
            var said = visit.words.t("drill.edit.fault", fault.reason());
            var wrong = visit.form(Map.of(fault.field(), fault.reason()));
            return desk.wrong(
                    visit, DrillListPages.SECTION, TEMPLATE, Map.of("p", view(visit, wrong, rows, null)), said);
        }
        var scenario = draft.read();
        return wanted.equals("download")
                ? new Reply.Download(
                        "application/yaml; charset=utf-8",
                        scenario.id() + ".yaml",
                        draft.text().getBytes(StandardCharsets.UTF_8))
                : page(visit, view(visit, form, rows, scenario));
    }

    /** How many rows each group has: as many as are filled in, and as many as the form had. */
    private static Map<String, Integer> rows(Map<String, String> typed) {
        var rows = new HashMap<String, Integer>();
        ScenarioDraft.MOST.forEach((row, most) -> {
            var had = typed.getOrDefault("count-" + row, "");
            int n = had.matches("[0-9]{1,2}") ? Integer.parseInt(had) : FIRST.getOrDefault(row, 1);
            for (int i = 1; i <= most; i++) {
                n = typed.getOrDefault(row + "-" + i + "-id", "").isBlank() ? n : Math.max(n, i);
            }
            rows.put(row, Math.clamp(n, 1, most));
        });
        return rows;
    }

    private ScenarioView view(Visit visit, Form form, Map<String, Integer> rows, @Nullable Scenario read) {
        var preview = read == null
                ? List.<DrillPaper.Chapter>of()
                : new PaperWriter(read, visit.words, site.zone(visit))
                        .plan(Map.of(), Map.of(), null)
                        .chapters();
        return new ScenarioView(
                form,
                rows,
                preview,
                read == null ? "" : ScenarioDraft.of(form.typed()).text(),
                options(visit));
    }

    /** The choices of each list, by the word that stands before those of the room. */
    private static Map<String, List<Choice>> options(Visit visit) {
        var options = new HashMap<String, List<Choice>>();
        options.put("sector", choices(visit, "drill.sector.", Scenario.Sector.values(), false));
        options.put("kind", choices(visit, "drill.kind.", Scenario.Kind.values(), false));
        options.put("reach", choices(visit, "drill.reach.", Scenario.Reach.values(), false));
        options.put("part", choices(visit, "drill.part.", Part.values(), false));
        options.put("attack", choices(visit, "drill.attack.", Scenario.Attack.values(), false));
        options.put("sort", choices(visit, "drill.sort.", Scenario.Traffic.Sort.values(), true));
        var grades = new ArrayList<>(List.of(new Choice("", "–", false)));
        for (var grade : Scenario.Grade.values()) {
            var word = grade.name().toLowerCase(Locale.ROOT);
            grades.add(new Choice(word, visit.words.t("drill.grade." + word), false));
        }
        options.put("grade", grades);
        return options;
    }

    private static List<Choice> choices(Visit visit, String before, Enum<?>[] values, boolean none) {
        var choices = new ArrayList<Choice>();
        if (none) {
            choices.add(new Choice("", visit.words.t("drill.sort.none"), false));
        }
        for (var value : values) {
            choices.add(new Choice(
                    value.name().toLowerCase(Locale.ROOT).replace('_', '-'), visit.words.t(before + value), false));
        }
        return choices;
    }
}
