package zhiheng.server.rooms.sandbox;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.people.Access;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** Where users complain, and see what came of it; nobody signs in. */
final class ComplainPages {
    private static final String COMPLAIN = "rooms/sandbox/complain";
    private static final String FOLLOW = "rooms/sandbox/follow";

    private final Site site;
    private final Desk desk;
    private final Complaints complaints;
    private final Notices notices;

    ComplainPages(Site site, Desk desk, Complaints complaints, Notices notices) {
        this.site = site;
        this.desk = desk;
        this.complaints = complaints;
        this.notices = notices;
    }

    void mount(Router router) {
        desk.open(
                router,
                "/complain/:case",
                visit -> desk.page(visit, "", COMPLAIN, Map.of("p", view(visit, "", Form.EMPTY))));
        desk.openPost(router, "/complain/:case", this::take);
        desk.open(
                router,
                "/receipt",
                visit -> desk.page(visit, "", FOLLOW, Map.of("p", new FollowView(Form.EMPTY, null, null, ""))));
        desk.openPost(router, "/receipt", this::follow);
    }

    private ComplainView view(Visit visit, String receipt, Form form) {
        var id = visit.in("case");
        return new ComplainView("/complain/" + id, complaints.system(id).orElseThrow(Access::notFound), receipt, form);
    }

    private Reply take(Visit visit) {
        try {
            var receipt = complaints.take(visit.in("case"), visit.typed("text"), happened(visit), visit.remote);
            return desk.page(visit, "", COMPLAIN, Map.of("p", view(visit, receipt, Form.EMPTY)));
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.NOT_FOUND) {
                throw e;
            }
            var said = visit.words.t(e.text());
            return desk.wrong(
                    visit, "", COMPLAIN, Map.of("p", view(visit, "", visit.form(Map.of("text", said)))), said);
        }
    }

    private @Nullable Instant happened(Visit visit) {
        var typed = visit.typed("happened");
        if (typed.isEmpty()) {
            return null;
        }
        try {
            return LocalDateTime.parse(typed).atZone(site.zone(visit)).toInstant();
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("时间请写作 2026-11-29T14:30。", "Write the time as 2026-11-29T14:30.");
        }
    }

    private FollowView view(Visit visit, CommentRows.Comment c) {
        return new FollowView(
                visit.form(Map.of()),
                NoticePages.state(c, visit.words),
                site.lexicon(visit).when(c.time()),
                c.answer());
    }

    private Reply follow(Visit visit) {
        try {
            complaints.asked(visit.remote);
            var comment = notices.byReceipt(visit.typed("receipt"));
            if (comment.isPresent()) {
                return desk.page(visit, "", FOLLOW, Map.of("p", view(visit, comment.get())));
            }
            var c = complaints.follow(visit.typed("receipt"));
            var view = new FollowView(
                    visit.form(Map.of()),
                    SandboxPages.state(c, visit.words),
                    site.lexicon(visit).when(c.time()),
                    c.answer());
            return desk.page(visit, "", FOLLOW, Map.of("p", view));
        } catch (Refusal e) {
            var said = visit.words.t(e.text());
            var view = new FollowView(visit.form(Map.of("receipt", said)), null, null, "");
            return desk.wrong(visit, "", FOLLOW, Map.of("p", view), said);
        }
    }
}
