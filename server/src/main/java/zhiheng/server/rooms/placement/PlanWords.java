package zhiheng.server.rooms.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import zhiheng.placement.Bill;
import zhiheng.placement.Constraint;
import zhiheng.placement.Peer;
import zhiheng.placement.Plan;
import zhiheng.placement.Problem;
import zhiheng.placement.Site;
import zhiheng.placement.Why;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.ground.page.Words;

/** Plans in the reader's words. */
record PlanWords(Lexicon lexicon) {
    private static final int ROWS = 100;

    private Words words() {
        return lexicon.words;
    }

    When when(Instant time) {
        return lexicon.when(time);
    }

    PlacementViews.One one(Made made, int from, boolean own, Form form) {
        var problem = made.problem();
        var plan = made.plan();
        var names = new LinkedHashMap<String, String>();
        problem.sites().forEach(s -> names.put(s.id(), words().t(s.name())));
        var drawing = new PlanDrawing(problem, plan);
        var bill = plan.bill();
        var placed = plan.placed();
        var rows = placed.subList(Math.min(from, placed.size()), Math.min(from + ROWS, placed.size()));
        return new PlacementViews.One(
                made.id(),
                made.title(),
                when(made.time()),
                words().t("placement.span", when(problem.begin()), when(problem.at(problem.hours()))),
                placed.size(),
                problem.jobs().size(),
                money(problem, bill.money()),
                tonnes(bill.carbonKg()),
                energy(bill.kwh()),
                plan.status() == Plan.Status.OPTIMAL
                        ? new State("met", words().t("placement.optimal"))
                        : new State("doing", words().t("placement.within", percent(plan.gap(), 2))),
                words().t(
                                plan.same() ? "placement.promise" : "placement.promise.cut",
                                percent(plan.gap(), 2),
                                figure("%.1f", plan.took().toMillis() / 1e3),
                                plan.way()),
                beside(made),
                drawing.draw(s -> names.getOrDefault(s.id(), s.id()), lexicon::day),
                sites(made, drawing, names),
                rows.stream().map(p -> row(made, p, names)).toList(),
                from + ROWS < placed.size() ? "/placement/" + made.id() + "?from=" + (from + ROWS) + "#jobs" : null,
                plan.unplaced().stream().map(this::leftOut).toList(),
                plan.running().size(),
                own,
                form);
    }

    private List<PlacementViews.Beside> beside(Made made) {
        var ours = made.plan().bill();
        var list = new ArrayList<PlacementViews.Beside>();
        list.add(new PlacementViews.Beside(
                words().t("placement.ours"),
                tonnes(ours.carbonKg()),
                money(made.problem(), ours.money()),
                "",
                "",
                made.plan().unplaced().size()));
        for (var peer : Peer.values()) {
            var theirs = made.saved().peers().get(peer);
            if (theirs != null) {
                list.add(new PlacementViews.Beside(
                        words().t("placement.peer." + peer),
                        tonnes(theirs.carbonKg()),
                        money(made.problem(), theirs.money()),
                        saved(theirs.carbonKg(), ours.carbonKg()),
                        saved(theirs.money(), ours.money()),
                        theirs.unplaced()));
            }
        }
        return list;
    }

    private static String saved(double theirs, double ours) {
        return theirs <= 0 ? "–" : figure("%+.1f %%", 100 * (ours / theirs - 1));
    }

    private List<PlacementViews.SiteRow> sites(Made made, PlanDrawing drawing, Map<String, String> names) {
        var list = new ArrayList<PlacementViews.SiteRow>();
        for (int s = 0; s < made.problem().sites().size(); s++) {
            var site = made.problem().sites().get(s);
            var here = made.plan().placed().stream()
                    .filter(p -> p.site().equals(site.id()))
                    .toList();
            var bill = here.stream().map(Plan.Placed::bill).reduce(Bill.NOTHING, Bill::and);
            list.add(new PlacementViews.SiteRow(
                    s + 1,
                    names.getOrDefault(site.id(), site.id()),
                    here.size(),
                    percent(drawing.use(s), 0),
                    figure("%.0f", drawing.mean(s)),
                    tonnes(bill.carbonKg()),
                    money(made.problem(), bill.money()),
                    figure("%.2f", price(made.problem(), site))));
        }
        return list;
    }

    private static double price(Problem problem, Site site) {
        double sum = 0;
        for (int h = 0; h < problem.hours(); h++) {
            sum += site.price().at(h);
        }
        return sum / problem.hours();
    }

    private PlacementViews.JobRow row(Made made, Plan.Placed p, Map<String, String> names) {
        return new PlacementViews.JobRow(
                p.job(),
                "/placement/" + made.id() + "/jobs/" + p.job(),
                names.getOrDefault(p.site(), p.site()),
                when(made.problem().at(p.start())),
                when(made.problem().at(p.end())),
                p.count() + " × " + p.accelerator(),
                figure("%,.1f kg", p.bill().carbonKg()),
                money(made.problem(), p.bill().money()));
    }

    private PlacementViews.LeftOut leftOut(Plan.Unplaced unplaced) {
        var why = unplaced.why();
        var sole = why.sole().get(why.binding());
        return new PlacementViews.LeftOut(
                unplaced.job(),
                constraint(why.binding()),
                sole == null ? words().t("placement.sole.none") : words().t("placement.sole", sole));
    }

    private String constraint(Constraint constraint) {
        return words().t("placement.constraint." + constraint);
    }

    PlacementViews.WhyOne why(Made made, Why why) {
        var problem = made.problem();
        var placed = why.placed();
        var names = problem.sites().stream().collect(Collectors.toMap(Site::id, s -> words().t(s.name())));
        var job = problem.jobs().stream()
                .filter(j -> j.id().equals(placed.job()))
                .findFirst()
                .orElseThrow();
        return new PlacementViews.WhyOne(
                "/placement/" + made.id(),
                made.title(),
                placed.job(),
                names.getOrDefault(placed.site(), placed.site()),
                when(problem.at(placed.start())),
                when(problem.at(placed.end())),
                words().t(
                                placed.end() - placed.start() == job.hours()
                                        ? "placement.hours"
                                        : "placement.hours.paused",
                                job.hours()),
                words().t(
                                "placement.needs",
                                job.count(),
                                job.accelerator(),
                                lexicon.time(problem.at(job.earliest())),
                                lexicon.time(problem.at(job.deadline()))),
                figure("%,.1f kg", placed.bill().carbonKg()),
                money(problem, placed.bill().money()),
                why.spoken(problem).stream().limit(1).map(words()::t).toList(),
                why.alternatives().stream()
                        .limit(8)
                        .map(a -> new PlacementViews.Other(
                                names.getOrDefault(a.site(), a.site()),
                                when(problem.at(a.hours().getFirst())),
                                figure("%+,.1f kg", a.carbonKg()),
                                figure("%+,.2f", a.money()),
                                later(a.hoursLater())))
                        .toList(),
                why.forbidden().entrySet().stream()
                        .map(e -> new PlacementViews.Not(
                                names.getOrDefault(e.getKey(), e.getKey()), constraints(e.getValue())))
                        .toList());
    }

    private String later(int hours) {
        return hours == 0
                ? words().t("placement.later.same")
                : words().t(hours > 0 ? "placement.later" : "placement.earlier", Math.abs(hours));
    }

    private String constraints(Set<Constraint> found) {
        return EnumSet.copyOf(found).stream()
                .map(this::constraint)
                .collect(Collectors.joining(words().t("placement.and")));
    }

    private static String money(Problem problem, double value) {
        return figure("%,.0f ", value) + problem.currency();
    }

    private static String tonnes(double kg) {
        return kg < 1_000 ? figure("%,.0f kg", kg) : figure("%,.2f t", kg / 1_000);
    }

    private static String energy(double kwh) {
        return kwh < 1_000 ? figure("%,.0f kWh", kwh) : figure("%,.1f MWh", kwh / 1_000);
    }

    private static String percent(double part, int digits) {
        return figure("%." + digits + "f %%", 100 * part);
    }

    private static String figure(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
