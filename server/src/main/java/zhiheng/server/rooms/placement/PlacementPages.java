package zhiheng.server.rooms.placement;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.placement.NationalYear;
import zhiheng.placement.Problem;
import zhiheng.placement.ProblemFiles;
import zhiheng.placement.ProblemTables;
import zhiheng.placement.Rolling;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** Plans, one plan with its drawings, why a job is where it is, and what goes to clusters. */
final class PlacementPages {
    static final String SECTION = "placement";
    private static final String INDEX = "rooms/placement/placements";
    private static final String PLAN = "rooms/placement/plan";
    private static final String WHY = "rooms/placement/why";
    private static final int ROWS = 30;
    private static final long MOST_BYTES = 3L * ProblemFiles.MOST_BYTES;
    private static final long SAMPLE_SEED = 2026;
    private static final int SAMPLE_WEEK = 20;
    private static final int SAMPLE_JOBS = 120;

    private final Site site;
    private final Desk desk;
    private final PlanDesk plans;

    PlacementPages(Site site, Desk desk, PlanDesk plans) {
        this.site = site;
        this.desk = desk;
        this.plans = plans;
    }

    void mount(Router router) {
        desk.get(
                router, "/placement", visit -> desk.page(visit, SECTION, INDEX, Map.of("p", index(visit, Form.EMPTY))));
        desk.upload(router, "/placement", MOST_BYTES, this::make);
        desk.post(router, "/placement/sample", this::sample);
        desk.get(
                router,
                "/placement/:id",
                visit -> desk.page(visit, SECTION, PLAN, Map.of("p", one(visit, Form.EMPTY))));
        desk.upload(router, "/placement/:id/again", MOST_BYTES, this::again);
        desk.post(router, "/placement/:id/delete", visit -> {
            plans.delete(visit.actor(), visit.in("id"));
            visit.tell(visit.words.t("placement.deleted"));
            return new Reply.Go("/placement");
        });
        desk.get(router, "/placement/:id/jobs/:job", this::why);
        desk.get(router, "/placement/:id/kueue", this::kueue);
        desk.get(
                router,
                "/placement/:id/problem",
                visit -> new Reply.Download(
                        "application/json",
                        "placement-" + visit.in("id") + ".json",
                        ProblemFiles.write(
                                        plans.one(visit.actor(), visit.in("id")).problem())
                                .getBytes(StandardCharsets.UTF_8)));
    }

    private PlanWords words(Visit visit) {
        return new PlanWords(site.lexicon(visit));
    }

    private PlacementViews.Index index(Visit visit, Form form) {
        var before = visit.query("before");
        var heads = plans.heads(visit.actor(), before.isEmpty() ? null : before, ROWS);
        return new PlacementViews.Index(
                heads.stream()
                        .map(h -> new PlacementViews.Row(
                                "/placement/" + h.id(), h.title(), words(visit).when(h.time())))
                        .toList(),
                heads.size() < ROWS
                        ? null
                        : "/placement?before=" + heads.getLast().id(),
                visit.actor().role().mayChange(),
                form);
    }

    private PlacementViews.One one(Visit visit, Form form) {
        var made = plans.one(visit.actor(), visit.in("id"));
        var from = visit.query("from");
        boolean own =
                made.org().equals(visit.actor().orgId()) && visit.actor().role().mayChange();
        return words(visit).one(made, from.matches("[0-9]{1,5}") ? Integer.parseInt(from) : 0, own, form);
    }

    private Reply make(Visit visit) throws IOException {
        try {
            var made = plans.make(visit.actor(), visit.typed("title"), problem(visit));
            return new Reply.Go("/placement/" + made.id());
        } catch (Refusal e) {
            return wrong(visit, INDEX, e, form -> index(visit, form));
        }
    }

    private Reply sample(Visit visit) {
        var problem = new NationalYear(SAMPLE_SEED).week(SAMPLE_WEEK, SAMPLE_JOBS);
        var made = plans.make(visit.actor(), visit.words.t("placement.sample.title"), problem);
        return new Reply.Go("/placement/" + made.id());
    }

    private Reply again(Visit visit) throws IOException {
        try {
            var again = plans.again(
                    visit.actor(), visit.in("id"), visit.typed("title"), problem(visit), Rolling.Steady.USUAL);
            visit.tell(visit.words.t(
                    again.next().changed() ? "placement.again.changed" : "placement.again.kept",
                    again.next().moved().size()));
            return new Reply.Go("/placement/" + again.made().id());
        } catch (Refusal e) {
            return wrong(visit, PLAN, e, form -> one(visit, form));
        }
    }

    /** The form again, what is wrong at its field: a file names its own places in the words. */
    private Reply wrong(Visit visit, String template, Refusal e, Function<Form, Object> view) {
        return switch (e.kind()) {
            case INVALID, MALFORMED -> {
                var said = visit.words.t(e.spoken());
                var field = e.where().isEmpty() && e.text().en().contains("title") ? "title" : "file";
                yield desk.wrong(
                        visit, SECTION, template, Map.of("p", view.apply(visit.form(Map.of(field, said)))), said);
            }
            case FORBIDDEN, NOT_FOUND, CONFLICT, UNAVAILABLE -> throw e;
        };
    }

    /** One file of JSON, or tables. */
    private static Problem problem(Visit visit) throws IOException {
        var json = bytes(visit, "file");
        var sites = bytes(visit, "sites");
        var jobs = bytes(visit, "jobs");
        Problem problem;
        if (json != null) {
            problem = ProblemFiles.read(json);
        } else if (sites != null && jobs != null) {
            problem = ProblemTables.read(
                    begin(visit.typed("begin")),
                    whole(visit.typed("hours"), 168),
                    "CNY",
                    1,
                    sites,
                    bytes(visit, "hourly"),
                    jobs);
        } else {
            throw Refusal.invalid(
                    "请选择一个 JSON 文件，或站点与作业两个 CSV 表。", "Choose a JSON file, or two tables of CSV: sites and jobs.");
        }
        var carbon = visit.typed("carbon");
        if (carbon.isEmpty()) {
            return problem;
        }
        if (!carbon.matches("[0-9]{1,4}(\\.[0-9]{1,4})?")) {
            throw Refusal.invalid("碳的权重须为数字，例如 1。", "The weight of carbon must be a number such as 1.");
        }
        return problem.withCarbonPrice(Double.parseDouble(carbon));
    }

    private static byte @Nullable [] bytes(Visit visit, String field) throws IOException {
        var file = visit.file(field);
        if (file == null) {
            return null;
        }
        if (file.size() > ProblemFiles.MOST_BYTES) {
            throw Refusal.invalid("文件最大 16 MB", "a file has 16 MB at most").at(field);
        }
        return Files.readAllBytes(Path.of(file.uploadedFileName()));
    }

    private static Instant begin(String typed) {
        try {
            return OffsetDateTime.parse(typed).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.invalid(
                    "计划的开始请写作 2026-01-05T00:00:00+08:00。", "Write the plan's begin as 2026-01-05T00:00:00+08:00.");
        }
    }

    private static int whole(String typed, int otherwise) {
        if (typed.isEmpty()) {
            return otherwise;
        }
        if (!typed.matches("[0-9]{1,4}")) {
            throw Refusal.invalid("小时数须为整数。", "The number of hours must be a whole number.");
        }
        return Integer.parseInt(typed);
    }

    private Reply why(Visit visit) {
        var made = plans.one(visit.actor(), visit.in("id"));
        return desk.page(visit, SECTION, WHY, Map.of("p", words(visit).why(made, PlanDesk.why(made, visit.in("job")))));
    }

    private Reply kueue(Visit visit) {
        var made = plans.one(visit.actor(), visit.in("id"));
        var asked = new LinkedHashMap<String, String>();
        for (var name : new String[] {"namespace", "image", "resource", "per_node"}) {
            asked.put(name, visit.query(name).strip());
        }
        try {
            var cluster = PlanDesk.cluster(
                    asked.getOrDefault("namespace", ""),
                    asked.getOrDefault("image", ""),
                    asked.getOrDefault("resource", ""),
                    whole(asked.getOrDefault("per_node", ""), 8));
            return new Reply.Download(
                    "application/yaml",
                    "placement-" + made.id() + ".yaml",
                    PlanDesk.kueue(made, cluster, null).getBytes(StandardCharsets.UTF_8));
        } catch (Refusal e) {
            var said = visit.words.t(e.text());
            var form = new Form(asked, Map.of("image", said));
            return desk.wrong(visit, SECTION, PLAN, Map.of("p", one(visit, form)), said);
        }
    }
}
