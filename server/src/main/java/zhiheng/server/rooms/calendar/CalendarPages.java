package zhiheng.server.rooms.calendar;

import io.vertx.ext.web.Router;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import zhiheng.office.duties.DutyQuery;
import zhiheng.office.people.Access;
import zhiheng.packs.LegalDays;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** The page on which one makes the address, and the feed behind it. */
final class CalendarPages {
    /** What a calendar shows: all that is overdue, and a good year ahead. */
    private static final int MONTHS_AHEAD = 14;

    private static final int MOST = 1000;

    private final Site site;
    private final Desk desk;
    private final Feeds feeds;
    private final Supplier<URI> address;
    private final List<CalendarFeature.Days> others;

    CalendarPages(Site site, Desk desk, Feeds feeds, Supplier<URI> address, List<CalendarFeature.Days> others) {
        this.site = site;
        this.desk = desk;
        this.feeds = feeds;
        this.address = address;
        this.others = others;
    }

    void mount(Router router) {
        desk.get(router, "/calendar", visit -> page(visit, ""));
        desk.post(
                router,
                "/calendar",
                visit -> page(visit, address(feeds.renew(visit.actor().id()))));
        desk.post(router, "/calendar/end", visit -> {
            feeds.end(visit.actor().id());
            return new Reply.Go("/calendar");
        });
        desk.open(router, "/calendar/:secret", this::feed);
    }

    private String address(String secret) {
        return address.get().resolve("/calendar/" + secret + ".ics").toString();
    }

    private Reply page(Visit visit, String made) {
        var since = feeds.made(visit.actor().id())
                .map(at -> site.lexicon(visit).sentence("calendar.made", at))
                .orElse(null);
        return desk.page(visit, "duties", "rooms/calendar/calendar", Map.of("p", new CalendarView(since, made)));
    }

    /** The secret opens this and nothing else; somebody who may no longer sign in has no feed either. */
    private Reply feed(Visit visit) {
        var secret = visit.in("secret").replaceFirst("\\.ics$", "");
        var actor = feeds.person(secret)
                .flatMap(site.identity()::active)
                .orElseThrow(Access::notFound)
                .actor();
        var until = site.office().today().plusMonths(MONTHS_AHEAD);
        var rows = site.office().duties().list(actor, DutyQuery.dueBefore(LegalDays.on(until), MOST));
        var lexicon = site.lexicon(visit);
        var duties = new DutyDays(lexicon, site.library());
        var days = new ArrayList<>(duties.of(rows.items()));
        site.owed(actor, until).forEach(owed -> days.add(duties.of(owed)));
        others.forEach(other -> days.addAll(other.days(actor, visit.words, site.zone(visit))));
        var text = new CalendarFile(
                        visit.words.t("calendar.name"),
                        address.get(),
                        site.clock().instant())
                .of(days);
        return new Reply.Download(CalendarFile.TYPE, "zhiheng.ics", text.getBytes(StandardCharsets.UTF_8));
    }
}
