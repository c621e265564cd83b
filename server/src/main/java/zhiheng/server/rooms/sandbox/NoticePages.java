package zhiheng.server.rooms.sandbox;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.people.Access;
import zhiheng.office.sandbox.SandboxTerms;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.Words;

/** What is under public notice, for anybody; and the comments on it, for the authority. */
final class NoticePages {
    private static final String LIST = "rooms/sandbox/notices";
    private static final String NOTICE = "rooms/sandbox/notice";
    private static final String COMMENTS = "rooms/sandbox/comments";
    private static final String PATH = "/sandboxes/:case/comments";

    private final Site site;
    private final Desk desk;
    private final Sandboxes sandboxes;
    private final Applications applications;
    private final Notices notices;

    NoticePages(Site site, Desk desk, Sandboxes sandboxes, Applications applications, Notices notices) {
        this.site = site;
        this.desk = desk;
        this.sandboxes = sandboxes;
        this.applications = applications;
        this.notices = notices;
    }

    void mount(Router router) {
        desk.open(router, "/notices", visit -> {
            var all = notices.all().stream()
                    .map(n -> view(visit, n, "", Form.EMPTY))
                    .toList();
            return desk.page(visit, "", LIST, Map.of("notices", all));
        });
        desk.open(router, "/notices/:case", visit -> desk.page(visit, "", NOTICE, shown(visit, "", Form.EMPTY)));
        desk.openPost(router, "/notices/:case", this::take);
        desk.get(router, PATH, visit -> desk.page(visit, "sandboxes", COMMENTS, Map.of("p", comments(visit, null))));
        desk.post(
                router,
                PATH + "/notice",
                visit -> did(visit, "notice.written", "notice", () -> {
                    notices.write(visit.actor(), visit.in("case"), visit.typed("notice"), visit.typed("was"));
                }));
        desk.post(
                router,
                PATH + "/file",
                visit -> did(visit, "notice.filed", "file", () -> {
                    notices.file(visit.actor(), visit.in("case"), visit.version());
                }));
        desk.post(router, PATH + "/:comment", visit -> {
            var id = visit.in("comment");
            return did(visit, "notice.answered", "answer-" + id, () -> {
                notices.answer(
                        visit.actor(),
                        visit.in("case"),
                        id,
                        visit.typed("answer-" + id),
                        !visit.typed("shown").isEmpty(),
                        visit.typed("was"));
            });
        });
    }

    static State state(CommentRows.Comment c, Words words) {
        return c.answered() == null
                ? new State("doing", words.t("notice.state.received"))
                : new State("met", words.t("notice.state.answered"));
    }

    private Map<String, Object> shown(Visit visit, String receipt, Form form) {
        return Map.of("p", view(visit, notices.of(visit.in("case")).orElseThrow(Access::notFound), receipt, form));
    }

    private Reply take(Visit visit) {
        try {
            var receipt = notices.take(visit.in("case"), visit.typed("text"), visit.remote);
            return desk.page(visit, "", NOTICE, shown(visit, receipt, Form.EMPTY));
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.NOT_FOUND) {
                throw e;
            }
            var said = visit.words.t(e.text());
            return desk.wrong(visit, "", NOTICE, shown(visit, "", visit.form(Map.of("text", said))), said);
        }
    }

    private Reply did(Visit visit, String word, String field, Runnable deed) {
        try {
            deed.run();
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.FORBIDDEN || e.kind() == Refusal.Kind.NOT_FOUND) {
                throw e;
            }
            var said = visit.words.t(e.text());
            var view = comments(visit, visit.form(Map.of(field, said)));
            return e.kind() == Refusal.Kind.CONFLICT
                    ? desk.stale(visit, "sandboxes", COMMENTS, Map.of("p", view), said)
                    : desk.wrong(visit, "sandboxes", COMMENTS, Map.of("p", view), said);
        }
        visit.tell(visit.words.t(word));
        return new Reply.Go("/sandboxes/" + visit.in("case") + "/comments");
    }

    private NoticeView view(Visit visit, Notices.Notice n, String receipt, Form form) {
        var words = visit.words;
        var lexicon = site.lexicon(visit);
        return new NoticeView(
                "/notices/" + n.id(),
                n.system(),
                words.t(n.procedure()),
                n.text(),
                n.open() ? new State("doing", words.t("notice.open")) : new State("met", words.t("notice.closed")),
                lexicon.when(n.since()),
                n.closes() == null ? null : lexicon.when(n.closes()),
                n.open(),
                n.terms() == null ? List.of() : facts(n.terms(), words),
                n.answered().stream()
                        .map(c -> new NoticeView.Answered(lexicon.when(c.time()), c.text(), c.answer()))
                        .toList(),
                receipt,
                form);
    }

    /** Of the terms, what tells the public how far the trial goes; not the models, tools and duties of the provider. */
    private static List<SandboxView.Line> facts(SandboxTerms t, Words words) {
        var lines = new ArrayList<SandboxView.Line>();
        var first = t.steps().getFirst();
        var last = t.steps().getLast();
        lines.add(new SandboxView.Line(
                words.t("notice.users"),
                first.equals(last)
                        ? words.t("notice.users.one", first.users())
                        : words.t("notice.users.many", first.users(), last.users())));
        lines.add(new SandboxView.Line(words.t("sandbox.until"), t.until().toString()));
        if (t.opens() != null) {
            lines.add(new SandboxView.Line(
                    words.t("sandbox.hours"), t.opens() + " – " + t.closes() + " (" + t.zone() + ")"));
        }
        if (t.youngest() > 0) {
            lines.add(new SandboxView.Line(words.t("sandbox.youngest"), Integer.toString(t.youngest())));
        }
        lines.add(new SandboxView.Line(words.t("sandbox.kept"), Integer.toString(t.keepContentDays())));
        return lines;
    }

    private CommentsView comments(Visit visit, @Nullable Form typed) {
        var id = visit.in("case");
        var actor = visit.actor();
        var p = sandboxes.of(actor, id);
        var lexicon = site.lexicon(visit);
        var all = notices.comments(actor, id);
        var here = "/sandboxes/" + id;
        var written = notices.written(id);
        var filled = new HashMap<>(Map.of("notice", written));
        all.forEach(c -> filled.put("answer-" + c.id(), c.answer()));
        if (typed != null) {
            filled.putAll(typed.typed());
        }
        return new CommentsView(
                SandboxTabs.of(visit, "comments", sandboxes, applications, p),
                here + "/comments",
                Notices.under(p) ? "/notices/" + id : "",
                Complaints.isOfficer(actor, p),
                written,
                all.stream().filter(c -> c.answered() == null).count(),
                all.stream()
                        .map(c -> new CommentsView.Said(
                                here + "/comments/" + c.id(),
                                c.id(),
                                lexicon.when(c.time()),
                                c.text(),
                                c.answer(),
                                c.shown(),
                                state(c, visit.words)))
                        .toList(),
                new Form(filled, typed == null ? Map.of() : typed.errors()),
                p.c().step());
    }
}
