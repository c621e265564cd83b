package zhiheng.server.rooms.amendments;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.packs.DutyNews;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.When;
import zhiheng.server.ground.page.Words;

/** What the packs changed, for whom, and who says to have read it. */
final class AmendmentPages {
    private static final String SECTION = "amendments";
    private static final int ROWS = 50;

    private final Site site;
    private final Desk desk;
    private final Notices notices;
    private final BooleanSupplier read;
    private final Supplier<Optional<Text>> trouble;

    /** @param read reads the packs again where their folder is another. @param trouble why that cannot be done */
    AmendmentPages(Site site, Desk desk, Notices notices, BooleanSupplier read, Supplier<Optional<Text>> trouble) {
        this.site = site;
        this.desk = desk;
        this.notices = notices;
        this.read = read;
        this.trouble = trouble;
    }

    void mount(Router router) {
        desk.get(
                router,
                "/amendments",
                visit -> desk.page(visit, SECTION, "rooms/amendments/amendments", Map.of("p", view(visit))));
        desk.post(router, "/amendments", this::confirmAll);
        desk.post(router, "/amendments/look", this::look);
        desk.get(
                router,
                "/amendments/:notice",
                visit -> desk.page(
                        visit,
                        SECTION,
                        "rooms/amendments/notice",
                        Map.of("p", notice(visit, notices.seen(visit.actor(), visit.in("notice"))))));
        desk.post(router, "/amendments/:notice", this::confirm);
    }

    private Reply look(Visit visit) {
        Notices.mayLook(visit.actor());
        try {
            visit.tell(visit.words.t(read.getAsBoolean() ? "amendments.look.read" : "amendments.look.same"));
        } catch (Refusal e) {
            visit.tell(visit.words.t(e.text()));
        }
        return new Reply.Go("/amendments");
    }

    private Reply confirm(Visit visit) {
        var id = visit.in("notice");
        try {
            notices.confirm(visit.actor(), id);
            visit.tell(visit.words.t("amendments.confirmed", 1));
            return new Reply.Go("/amendments/" + id);
        } catch (Refusal e) {
            if (e.kind() != Refusal.Kind.CONFLICT) {
                throw e;
            }
            return desk.stale(
                    visit,
                    SECTION,
                    "rooms/amendments/notice",
                    Map.of("p", notice(visit, notices.seen(visit.actor(), id))),
                    visit.words.t(e.text()));
        }
    }

    private Reply confirmAll(Visit visit) {
        visit.tell(visit.words.t("amendments.confirmed", notices.confirmAll(visit.actor(), visit.typed("newest"))));
        return new Reply.Go("/amendments");
    }

    private AmendmentsView view(Visit visit) {
        var lexicon = site.lexicon(visit);
        var people = site.people(visit);
        boolean unread = visit.query("state").equals("unread");
        var amendment = visit.query("amendment");
        var cursor = visit.query("cursor");
        var page = notices.list(visit.actor(), unread, amendment, cursor.isEmpty() ? null : cursor, ROWS);
        var next = page.next();
        boolean looks = Notices.looks(visit.actor());
        return new AmendmentsView(
                looks,
                looks ? trouble.get().map(visit.words::t).orElse("") : "",
                notices.amendments(visit.actor()).stream()
                        .map(told -> change(lexicon, told))
                        .toList(),
                unread,
                amendment,
                page.items().stream().map(n -> row(lexicon, people, n)).toList(),
                notices.waiting(visit.actor()),
                page.items().isEmpty() ? "" : page.items().getFirst().id(),
                next == null
                        ? null
                        : "/amendments?state=" + (unread ? "unread" : "") + "&amendment=" + amendment + "&cursor="
                                + next);
    }

    private static AmendmentsView.Change change(Lexicon lexicon, Amendment.Told told) {
        var a = told.amendment();
        var packs = a.packs().stream()
                .map(p -> p.equals("shared") ? lexicon.words.t("amendments.shared") : lexicon.pack(p))
                .collect(Collectors.joining(lexicon.words.t("list.comma")));
        return new AmendmentsView.Change(
                lexicon.when(a.noticed()),
                a.since() == null ? packs : lexicon.words.t("amendments.day", packs),
                told.told(),
                told.read(),
                a.done(),
                "/amendments?state=unread&amendment=" + a.id());
    }

    private static AmendmentsView.Row row(Lexicon lexicon, Map<String, String> people, LawNotice n) {
        return new AmendmentsView.Row(
                "/amendments/" + n.id(),
                n.systemName(),
                n.orgName(),
                lexicon.when(n.noticed()),
                counts(lexicon.words, n),
                read(lexicon, people, n),
                at(lexicon, n));
    }

    /** How many duties are new, changed and ended, in words. */
    static String counts(Words words, LawNotice n) {
        return Arrays.stream(DutyNews.How.values())
                .filter(how -> n.count(how) > 0)
                .map(how -> words.t("amendments." + how, n.count(how)))
                .collect(Collectors.joining(words.t("list.comma")));
    }

    private static State read(Lexicon lexicon, Map<String, String> people, LawNotice n) {
        var at = n.readAt();
        return at == null
                ? new State("open", lexicon.words.t("amendments.unread"))
                : new State(
                        "met",
                        lexicon.words.t(
                                "amendments.read",
                                people.getOrDefault(n.readBy(), lexicon.words.t("amendments.somebody"))));
    }

    private static @Nullable When at(Lexicon lexicon, LawNotice n) {
        var at = n.readAt();
        return at == null ? null : lexicon.when(at);
    }

    private AmendmentsView.Notice notice(Visit visit, LawNotice n) {
        var lexicon = site.lexicon(visit);
        var groups = new ArrayList<AmendmentsView.Group>();
        Stream.of(DutyNews.How.values())
                .filter(how -> n.count(how) > 0)
                .forEach(how -> groups.add(new AmendmentsView.Group(
                        lexicon.words.t("amendments." + how, n.count(how)), duties(lexicon, n, how))));
        return new AmendmentsView.Notice(
                n.id(),
                n.systemName(),
                "/systems/" + n.system(),
                n.orgName(),
                lexicon.when(n.noticed()),
                groups,
                read(lexicon, site.people(visit), n),
                at(lexicon, n),
                !n.read() && Notices.confirms(visit.actor(), n.org()));
    }

    private static List<AmendmentsView.Duty> duties(Lexicon lexicon, LawNotice notice, DutyNews.How how) {
        var words = lexicon.words;
        return notice.news().stream()
                .filter(n -> n.how() == how)
                .map(n -> new AmendmentsView.Duty(
                        how == DutyNews.How.ENDED ? "" : "/systems/" + notice.system() + "/duties/" + n.duty(),
                        words.t(n.title()),
                        lexicon.article(n.article()) + " · " + lexicon.pack(n.pack()),
                        n.what().stream()
                                .map(w -> words.t("amendments.what." + w))
                                .collect(Collectors.joining(words.t("list.comma"))),
                        words.t("since", n.from().toString())))
                .toList();
    }
}
