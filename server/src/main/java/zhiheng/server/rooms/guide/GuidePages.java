package zhiheng.server.rooms.guide;

import io.vertx.ext.web.Router;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.office.policy.GuideChange;
import zhiheng.packs.Fact;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.Words;
import zhiheng.server.ground.paper.PdfPaper;
import zhiheng.server.rooms.calendar.CalendarFile;
import zhiheng.server.rooms.registry.Answers;
import zhiheng.server.rooms.registry.Questions;

/** The guide, and the profile that it is made of. */
final class GuidePages {
    private static final String GUIDE = "rooms/guide/guide";
    private static final String DOCUMENT = "rooms/guide/document";
    private static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private static final String PROFILE = "rooms/guide/profile";
    private static final int ASKED = 5;

    private final Site site;
    private final Desk desk;
    private final Advice advice;
    private final Deadlines deadlines;

    GuidePages(Site site, Desk desk, Advice advice) {
        this.site = site;
        this.desk = desk;
        this.advice = advice;
        this.deadlines = new Deadlines(advice);
    }

    void mount(Router router) {
        desk.get(router, "/guide", this::choose);
        desk.get(router, "/guide/:org", this::guide);
        desk.get(router, "/guide/:org/document", this::document);
        desk.get(router, "/guide/:org/document.docx", visit -> paper(visit, DOCX, ".docx", GuidePaper::docx));
        desk.get(router, "/guide/:org/document.pdf", visit -> paper(visit, PdfPaper.TYPE, ".pdf", GuidePaper::pdf));
        desk.get(router, "/guide/:org/deadlines.ics", this::deadlines);
        desk.post(router, "/guide/:org/noted", this::noted);
        desk.get(router, "/guide/:org/profile", visit -> {
            var profile = advice.profile(visit.actor(), visit.in("org"));
            return desk.page(visit, "guide", PROFILE, Map.of("p", view(visit, profile.version(), kept(profile))));
        });
        desk.post(router, "/guide/:org/profile", this::save);
    }

    private Reply choose(Visit visit) {
        if (!advice.installed()) {
            return desk.refusal(visit, 200, visit.words.t("nav.guide"), visit.words.t("guide.none"));
        }
        var org = visit.query("org").replaceAll("[^0-9A-Za-z-]", "");
        return new Reply.Go("/guide/" + (org.isEmpty() ? visit.actor().orgId() : org));
    }

    private Lexicon lexicon(Visit visit) {
        return new Lexicon(advice.library(), visit.words, site.zone(visit));
    }

    private GuideView view(Visit visit) {
        var told = advice.guide(visit.actor(), visit.in("org"), advice.today());
        var lexicon = lexicon(visit);
        var org = advice.org(visit.actor(), visit.in("org"));
        var orgs = advice.orgs(visit.actor());
        var guide = told.guide();
        var noted = told.noted();
        var at = "/guide/" + org.id();
        return new GuideView(
                org.id(),
                org.name(),
                orgs.size() < 2
                        ? List.of()
                        : orgs.stream()
                                .map(o -> new Choice(o.id(), o.name(), o.id().equals(org.id())))
                                .toList(),
                guide.asOf().toString(),
                told.profile().facts().size(),
                advice.library().facts().size(),
                noted == null ? null : lexicon.when(noted.time()),
                told.changes().size(),
                told.changes().entrySet().stream()
                        .filter(c -> c.getValue().kind() == GuideChange.Kind.GONE)
                        .map(Map.Entry::getKey)
                        .toList(),
                advice.contradictions(told.profile()).stream()
                        .map(visit.words::t)
                        .toList(),
                new GuideLines(lexicon, guide.asOf(), told.changes()).groups(guide),
                guide.asks().stream()
                        .limit(ASKED)
                        .map(o -> new GuideView.Ask(
                                visit.words.t(o.question()), o.decides().size(), at + "/profile#q-" + o.fact()))
                        .toList(),
                visit.actor().role().mayChange());
    }

    private Reply guide(Visit visit) {
        return desk.page(visit, "guide", GUIDE, Map.of("p", view(visit)));
    }

    private Reply document(Visit visit) {
        return desk.page(visit, "guide", DOCUMENT, Map.of("p", view(visit)));
    }

    private Reply paper(Visit visit, String type, String ending, BiFunction<Words, GuideView, byte[]> writer) {
        var view = view(visit);
        var name = visit.words.t("nav.guide") + " " + view.orgName() + " " + view.asOf() + ending;
        return new Reply.Download(type, name, writer.apply(visit.words, view));
    }

    /** The deadlines once; who wants them to follow takes the address under Deadlines in a calendar. */
    private Reply deadlines(Visit visit) {
        var org = advice.org(visit.actor(), visit.in("org"));
        var days = deadlines.of(visit.actor(), org, lexicon(visit));
        var text = new CalendarFile(
                        visit.words.t("guide.deadlines") + " · " + org.name(),
                        URI.create(visit.origin),
                        site.clock().instant())
                .of(days);
        return new Reply.Download(CalendarFile.TYPE, "deadlines.ics", text.getBytes(StandardCharsets.UTF_8));
    }

    private Reply noted(Visit visit) {
        advice.note(visit.actor(), visit.in("org"));
        visit.tell(visit.words.t("guide.is-noted"));
        return new Reply.Go("/guide/" + visit.in("org"));
    }

    private static Map<String, Answers.Given> kept(Profile profile) {
        var given = new LinkedHashMap<String, Answers.Given>();
        profile.facts().forEach((fact, value) -> given.put(fact, new Answers.Given(value, Answers.typed(value), null)));
        return given;
    }

    private ProfileView view(Visit visit, long version, Map<String, Answers.Given> given) {
        var lexicon = lexicon(visit);
        var groups = new LinkedHashMap<String, List<Questions.Question>>();
        for (var fact : advice.library().facts()) {
            var name = fact.pack().equals("shared") ? visit.words.t("profile.about") : lexicon.pack(fact.pack());
            groups.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(question(visit, fact, given.getOrDefault(fact.id(), new Answers.Given(null, "", null))));
        }
        return new ProfileView(
                visit.in("org"),
                advice.org(visit.actor(), visit.in("org")).name(),
                version,
                groups.entrySet().stream()
                        .map(g -> new ProfileView.Group(g.getKey(), g.getValue()))
                        .toList());
    }

    private static Questions.Question question(Visit visit, Fact fact, Answers.Given given) {
        return new Questions.Question(
                fact.id(),
                fact.type().name(),
                visit.words.t(fact.question()),
                visit.words.t(fact.help()),
                Answers.options(visit.words, fact, given.value()),
                given.typed().isEmpty() ? Answers.typed(given.value()) : given.typed(),
                false,
                List.of(),
                0,
                given.error());
    }

    private Reply save(Visit visit) {
        var given = new LinkedHashMap<String, Answers.Given>();
        var answers = new LinkedHashMap<String, Object>();
        boolean wrong = false;
        for (var fact : advice.library().facts()) {
            var one = Answers.read(visit, fact);
            given.put(fact.id(), one);
            wrong |= one.error() != null;
            if (one.value() != null && one.error() == null) {
                answers.put(fact.id(), one.value());
            }
        }
        var contradictions = advice.wrong(answers);
        contradictions.forEach((fact, text) -> given.computeIfPresent(fact, (id, one) -> said(visit, one, text)));
        if (wrong || !contradictions.isEmpty()) {
            return desk.wrong(
                    visit,
                    "guide",
                    PROFILE,
                    Map.of("p", view(visit, visit.version(), given)),
                    visit.words.t("error.form"));
        }
        try {
            advice.save(visit.actor(), visit.in("org"), visit.version(), answers);
        } catch (Refusal e) {
            if (e.kind() != Refusal.Kind.CONFLICT) {
                throw e;
            }
            var now = advice.profile(visit.actor(), visit.in("org")).version();
            return desk.conflict(visit, "guide", PROFILE, Map.of("p", view(visit, now, given)));
        }
        visit.tell(visit.words.t("profile.saved"));
        return new Reply.Go("/guide/" + visit.in("org"));
    }

    private static Answers.Given said(Visit visit, Answers.Given one, Text text) {
        return new Answers.Given(one.value(), one.typed(), visit.words.t(text));
    }
}
