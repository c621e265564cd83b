package zhiheng.server.rooms.law;

import io.vertx.ext.web.Router;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.office.registry.SystemDiff;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** What the law changes over the registry between two dates. */
public final class ChangesPages {
    /** Systems looked at for one page; more lie behind the cursor. */
    private static final int SYSTEMS = 50;

    private final Site site;
    private final Desk desk;

    public ChangesPages(Site site, Desk desk) {
        this.site = site;
        this.desk = desk;
    }

    public void mount(Router router) {
        desk.get(router, "/changes", this::compare);
    }

    private Reply compare(Visit visit) {
        var today = site.office().today();
        var milestones = site.library().milestones();
        var coming =
                milestones.stream().filter(d -> d.isAfter(today)).findFirst().orElse(today.plusYears(1));
        var errors = new Errors(visit);
        var from = errors.parsed(visit.query("from"), today);
        var to = errors.parsed(
                visit.query("to"), from.isAfter(coming) || from.isEqual(coming) ? from.plusDays(1) : coming);
        boolean bad = !from.isBefore(to);
        var lexicon = site.lexicon(visit);
        var page = bad ? null : site.office().lawChanges().between(visit.actor(), from, to, cursor(visit), SYSTEMS);
        var systems = page == null
                ? List.<ChangesView.SystemChange>of()
                : page.items().stream().map(d -> change(lexicon, d)).toList();
        var next = page == null || page.next() == null
                ? null
                : "/changes?from=" + from + "&to=" + to + "&cursor="
                        + java.net.URLEncoder.encode(page.next(), java.nio.charset.StandardCharsets.UTF_8);
        var view = new ChangesView(
                from.toString(),
                to.toString(),
                milestones(milestones, today, from, to),
                systems,
                bad ? visit.words.t("changes.bad-date") : "",
                next);
        return desk.page(visit, "changes", "rooms/law/changes", Map.of("p", view));
    }

    private static @Nullable String cursor(Visit visit) {
        var cursor = visit.query("cursor");
        return cursor.isEmpty() ? null : cursor;
    }

    private List<ChangesView.Milestone> milestones(
            List<LocalDate> dates, LocalDate today, LocalDate from, LocalDate to) {
        var result = new ArrayList<ChangesView.Milestone>();
        if (dates.isEmpty()) {
            return result;
        }
        var first = dates.getFirst();
        long span = Math.max(1, ChronoUnit.DAYS.between(first, dates.getLast()));
        for (var date : dates) {
            var rules = site.library().packs().stream()
                    .flatMap(p -> p.rules().stream())
                    .toList();
            int begins = (int) rules.stream().filter(r -> date.equals(r.from())).count();
            int ends = (int) rules.stream().filter(r -> date.equals(r.to())).count();
            var href = date.isAfter(today)
                    ? "/changes?from=" + today + "&to=" + date
                    : "/changes?from=" + date.minusDays(1) + "&to=" + date;
            int at = (int) (ChronoUnit.DAYS.between(first, date) * 1000 / span);
            result.add(new ChangesView.Milestone(
                    date.toString(), begins, ends, href, date.equals(from), date.equals(to), at));
        }
        return result;
    }

    private static ChangesView.SystemChange change(Lexicon lexicon, SystemDiff d) {
        var diff = d.diff();
        return new ChangesView.SystemChange(
                "/systems/" + d.systemId(),
                d.name(),
                d.orgName(),
                diff.gained().stream().map(lexicon::line).toList(),
                diff.lost().stream().map(lexicon::line).toList(),
                diff.dutiesGained().stream().map(lexicon::line).toList(),
                diff.dutiesLost().stream().map(lexicon::line).toList());
    }
}
