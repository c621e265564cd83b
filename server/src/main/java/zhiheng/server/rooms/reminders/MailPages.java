package zhiheng.server.rooms.reminders;

import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.people.Role;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** What became of e-mails, for administrators: what waits, what failed and why. No words of them, and no whole address. */
record MailPages(
        Site site, Desk desk, MailRows mails, @Nullable SmtpSettings settings, Optional<Post> post) {
    private static final String PATH = "/reminders/mail";
    private static final int ROWS = 100;

    void mount(Router router) {
        desk.get(router, PATH, visit -> desk.page(visit, "inbox", "rooms/reminders/mail", Map.of("p", view(visit))));
        desk.post(router, PATH + "/hurry", visit -> {
            check(visit);
            visit.tell(visit.words.t("reminders.hurried", mails.hurry()));
            return new Reply.Go(PATH);
        });
    }

    private static void check(Visit visit) {
        if (visit.actor().role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("只有管理员可以查看邮件发送情况。", "Only administrators see what became of e-mails.");
        }
    }

    private MailView view(Visit visit) {
        check(visit);
        var counts = mails.counts();
        var names = site.people(visit);
        var lexicon = site.lexicon(visit);
        var trouble = post.flatMap(Post::trouble);
        return new MailView(
                settings == null ? "" : settings + " · " + settings.from(),
                trouble.map(t -> new State("late", visit.words.t(t)))
                        .orElseGet(() -> counts.troubled() > 0
                                ? new State(
                                        "doing",
                                        visit.words.t("reminders.mails.retrying", counts.troubled(), counts.trouble()))
                                : new State(
                                        settings == null ? "open" : "met",
                                        visit.words.t(
                                                settings == null ? "reminders.no-server" : "reminders.mails.well"))),
                counts.waiting(),
                counts.sent(),
                counts.failed(),
                mails.troubled(ROWS).stream()
                        .map(m -> new MailView.Row(
                                names.getOrDefault(m.person(), m.person()),
                                Mail.masked(m.address()),
                                visit.words.t("reminders.slot."
                                        + m.slot().substring(0, m.slot().indexOf('/'))),
                                m.done() == null
                                        ? new State("doing", visit.words.t("reminders.state.waiting"))
                                        : new State("late", visit.words.t("reminders.state.failed")),
                                lexicon.when(m.made()),
                                m.tries(),
                                m.done() == null ? lexicon.when(m.next()) : null,
                                m.trouble()))
                        .toList());
    }
}
