package zhiheng.server.rooms.reminders;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import zhiheng.office.people.Role;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** What somebody was told, the newest first, and what is new of it. */
record InboxPages(Site site, Desk desk, ReminderRows rows, ChoiceRows choices, boolean mails) {
    private static final int ROWS = 50;

    void mount(Router router) {
        desk.get(
                router,
                "/inbox",
                visit -> desk.page(visit, "inbox", "rooms/reminders/inbox", Map.of("p", view(visit))));
        desk.post(router, "/inbox/seen", visit -> {
            rows.seen(
                    visit.actor().id(), visit.typed("id"), !visit.typed("older").isEmpty());
            return new Reply.Go("/inbox" + (visit.typed("all").isEmpty() ? "" : "?all=1"));
        });
    }

    private InboxView view(Visit visit) {
        var person = visit.actor().id();
        boolean all = !visit.query("all").isEmpty();
        var before = visit.query("before");
        var found = rows.of(person, before.isEmpty() ? null : before, !all, ROWS);
        var lexicon = site.lexicon(visit);
        var now = site.clock().instant();
        var zone = site.zone(visit);
        var lines = found.stream()
                .map(r -> new InboxView.Row(
                        r.id(),
                        r.href(),
                        new State(tone(r), visit.words.t("reminders.kind." + r.kind())),
                        visit.words.t(r.title()),
                        visit.words.t(r.detail()),
                        Letters.when(visit.words, r, now, zone),
                        lexicon.when(r.made()),
                        r.read() == null))
                .toList();
        return new InboxView(
                lines,
                all,
                found.size() < ROWS ? null : "/inbox?before=" + found.getLast().id() + (all ? "&all=1" : ""),
                newest(found),
                mail(visit, person),
                visit.actor().role() == Role.ADMINISTRATOR);
    }

    private static String newest(List<Reminder> found) {
        return found.stream()
                .filter(r -> r.read() == null)
                .map(Reminder::id)
                .findFirst()
                .orElse("");
    }

    private static String tone(Reminder r) {
        return r.urgent() || r.late() ? "late" : r.day() != null ? "doing" : "told";
    }

    private String mail(Visit visit, String person) {
        if (!mails) {
            return visit.words.t("reminders.no-server");
        }
        var choice = choices.of(person);
        return choice.filter(Choice::reachable)
                .map(c -> visit.words.t("reminders.to", c.address()))
                .orElse(visit.words.t("reminders.not-by-mail"));
    }
}
