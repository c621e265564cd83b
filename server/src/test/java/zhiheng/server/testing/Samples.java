package zhiheng.server.testing;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import zhiheng.office.people.Role;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Cited;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.Columns;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Found;
import zhiheng.server.ground.page.Frame;
import zhiheng.server.ground.page.Menu;
import zhiheng.server.ground.page.Now;
import zhiheng.server.ground.page.Order;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Tier;
import zhiheng.server.ground.page.When;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.alerts.AlertView;
import zhiheng.server.rooms.alerts.AlertsView;
import zhiheng.server.rooms.calendar.CalendarView;
import zhiheng.server.rooms.calls.CallLine;
import zhiheng.server.rooms.calls.CallView;
import zhiheng.server.rooms.calls.CallsView;
import zhiheng.server.rooms.calls.Said;
import zhiheng.server.rooms.contain.ContainmentView;
import zhiheng.server.rooms.dossier.BesideView;
import zhiheng.server.rooms.dossier.DocumentView;
import zhiheng.server.rooms.dossier.DossierView;
import zhiheng.server.rooms.dossier.DutyView;
import zhiheng.server.rooms.effect.EffectView;
import zhiheng.server.rooms.exports.ExportsView;
import zhiheng.server.rooms.fleet.FleetView;
import zhiheng.server.rooms.gateway.GatewayHead;
import zhiheng.server.rooms.gateway.GatewaySettingsView;
import zhiheng.server.rooms.labels.LabelsView;
import zhiheng.server.rooms.law.ChangesView;
import zhiheng.server.rooms.law.CrosswalkView;
import zhiheng.server.rooms.law.PackView;
import zhiheng.server.rooms.ledger.LedgerView;
import zhiheng.server.rooms.live.GatewayView;
import zhiheng.server.rooms.permits.PermitView;
import zhiheng.server.rooms.privacy.EraseView;
import zhiheng.server.rooms.privacy.PrivacyView;
import zhiheng.server.rooms.registry.ArchiveView;
import zhiheng.server.rooms.registry.Questions;
import zhiheng.server.rooms.registry.RegistryView;
import zhiheng.server.rooms.registry.SystemForm;
import zhiheng.server.rooms.replay.ReplayView;
import zhiheng.server.rooms.review.HeldView;
import zhiheng.server.rooms.review.ReviewView;
import zhiheng.server.rooms.review.ReviewsView;
import zhiheng.server.rooms.search.SearchView;
import zhiheng.server.rooms.toolservers.ToolServersView;

/** One believable view for each page, in either language. */
public final class Samples {
    private static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private final String language;

    public Samples(String language) {
        this.language = language;
    }

    /** A template with its frame and parameters. */
    public record Sample(String template, Frame frame, Map<String, Object> parts) {}

    public Map<String, Sample> all() {
        var pages = new LinkedHashMap<String, Sample>();
        var form = new Form(Map.of("login", "li.wei"), Map.of("password", say("密码不对。", "The password is not right.")));
        var people = new PeopleSamples(language.equals("zh"));
        pages.put(
                "setup",
                sample("rooms/people/setup", "", false, Map.of("token", "t", "form", Form.EMPTY, "org", people.org())));
        pages.put(
                "signin",
                sample(
                        "rooms/people/signin",
                        "",
                        false,
                        Map.of("form", form, "to", "/", "fresh", true, "by", "Haitang ID")));
        pages.put(
                "newpassword",
                sample(
                        "rooms/account/newpassword",
                        "",
                        false,
                        Map.of("name", "Wei Li", "login", "li.wei", "token", "t", "form", form, "by", "Haitang ID")));
        pages.put("sso-failed", sample("rooms/sso/failed", "", false, Map.of("text", "…", "label", "Haitang ID")));
        pages.put(
                "signed-out",
                sample(
                        "rooms/sso/signedout",
                        "",
                        false,
                        Map.of("label", "Haitang ID", "there", "https://id.example/end?client_id=1")));
        pages.put(
                "archive",
                sample(
                        "rooms/registry/archive",
                        "systems",
                        true,
                        Map.of(
                                "p",
                                new ArchiveView(
                                        "Haitang Chat",
                                        "/systems/1",
                                        "3",
                                        "",
                                        List.of(new Choice("", "…", true)),
                                        new Form(Map.of(), Map.of("into", "…"))))));
        pages.put(
                "retention",
                sample(
                        "rooms/privacy/privacy",
                        "privacy",
                        true,
                        Map.of(
                                "p",
                                new PrivacyView(
                                        List.of(
                                                new PrivacyView.Row("ledger", "…", "…", "", "", 0, ""),
                                                new PrivacyView.Row("notes", "…", "…", "5", "…", 2, "…")),
                                        new Form(Map.of("notes", "5"), Map.of("notes", "…")),
                                        true))));
        pages.put(
                "erase",
                sample(
                        "rooms/privacy/erase",
                        "privacy",
                        true,
                        Map.of(
                                "p",
                                new EraseView(
                                        true,
                                        "Wei Li",
                                        "li.wei",
                                        "/admin/people/1",
                                        "/privacy/people/1",
                                        null,
                                        new Form(Map.of("confirm", "x"), Map.of("confirm", "…"))))));
        pages.put(
                "reviews",
                sample(
                        "rooms/review/reviews",
                        "reviews",
                        true,
                        Map.of(
                                "p",
                                new ReviewsView(List.of(new ReviewsView.Row(
                                        "Haitang Chat",
                                        "/systems/1/gateway/review",
                                        4,
                                        new When(
                                                Instant.parse("2026-11-24T09:00:00Z"), "2026-11-24 17:00", "UTC")))))));
        for (var part : List.of("duties", "evidence", "history")) {
            pages.put(
                    "system-" + part,
                    sample("rooms/dossier/part", "systems", true, Map.of("d", dossier(), "part", part)));
        }
        pages.put("colleagues", sample("rooms/people/colleagues", "people", true, Map.of("p", people.colleagues())));
        pages.put(
                "import",
                sample(
                        "rooms/duties/import",
                        "duties",
                        true,
                        Map.of("p", new WorkSamples(language.equals("zh")).imported())));
        pages.put("audit", sample("rooms/audit/audit", "audit", true, Map.of("p", people.audit())));
        pages.put("account", sample("rooms/account/account", "account", true, Map.of("p", people.account())));
        pages.put("factor", sample("rooms/account/factor", "account", true, Map.of("p", people.factor(false))));
        pages.put("factor-on", sample("rooms/account/factor", "account", true, Map.of("p", people.factor(true))));
        pages.put("code", sample("rooms/people/code", "", false, Map.of("form", Form.EMPTY, "ticket", "t", "to", "/")));
        pages.put("person", sample("rooms/people/person", "admin", true, Map.of("p", people.person())));
        pages.put("org", sample("rooms/people/org", "admin", true, Map.of("p", people.orgView())));
        pages.put(
                "refusal",
                sample("ground/page/refusal", "", false, Map.of("title", "404", "text", say("未找到。", "Not found."))));
        pages.put("registry", sample("rooms/registry/registry", "systems", true, Map.of("p", registry(false))));
        pages.put("registry-empty", sample("rooms/registry/registry", "systems", true, Map.of("p", registry(true))));
        var work = new WorkSamples(language.equals("zh"));
        pages.put("home", sample("rooms/home/home", "home", true, Map.of("p", work.home())));
        pages.put(
                "calendar",
                sample(
                        "rooms/calendar/calendar",
                        "duties",
                        true,
                        Map.of(
                                "p",
                                new CalendarView(at("2026-11-24 13:26"), "https://zhiheng.example/calendar/abc.ics"))));
        var hit = new Found.Hit(say("客服助手", "Assistant <1>"), say("海棠科技", "Haitang"), "/systems/s1");
        var hits = new Found(say("系统", "Systems"), List.of(hit), "/systems?q=a");
        pages.put(
                "search",
                sample("rooms/search/search", "systems", true, Map.of("p", new SearchView("a <b>", List.of(hits)))));
        pages.put(
                "search-nothing",
                sample("rooms/search/search", "systems", true, Map.of("p", new SearchView("zz", List.of()))));
        pages.put(
                "effect",
                sample(
                        "rooms/effect/effect",
                        "effect",
                        true,
                        Map.of(
                                "p",
                                new EffectView(
                                        Form.EMPTY,
                                        new EffectView.Result(
                                                say("有效", "It helped"),
                                                "met",
                                                say("前后对比", "Before and after"),
                                                say("泄露减半", "Half as many leaks"),
                                                say("安慰剂检验通过", "The placebo shows nothing"),
                                                say("误报不超过 5%", "At most 5% false"),
                                                List.of(say("样本很小", "A small sample <1>")),
                                                new EffectView.Drawing(
                                                        "0,10 720,200",
                                                        "0,20 720,30",
                                                        360,
                                                        "2026-11-20",
                                                        "2026-11-01",
                                                        "2026-11-30",
                                                        "0",
                                                        "9"))))));
        pages.put("duties", sample("rooms/duties/duties", "duties", true, Map.of("p", work.duties(false))));
        pages.put("duties-attach", sample("rooms/duties/duties", "duties", true, Map.of("p", work.duties(true))));
        pages.put(
                "exports",
                sample(
                        "rooms/exports/exports",
                        "exports",
                        true,
                        Map.of(
                                "p",
                                new ExportsView(List.of(new ExportsView.File(
                                        say("人工智能法", "AI Act"), "eu-ai-act.catalog.json", "/exports/packs/x"))))));
        pages.put(
                "system-exports",
                sample(
                        "rooms/exports/system",
                        "systems",
                        true,
                        Map.of(
                                "p",
                                new ExportsView.OfSystem(
                                        say("客服助手", "Assistant <1>"),
                                        "/systems/s1",
                                        List.of(new ExportsView.File(
                                                say("整改计划", "Plan"),
                                                say("尚待完成。", "Still to be done."),
                                                "/systems/s1/exports/plan")),
                                        Form.EMPTY,
                                        new ExportsView.Read(
                                                "Supplier <1>",
                                                "0a1b",
                                                List.of(new ExportsView.Said("EU-9", "implemented", "eu/EU-9", "")),
                                                1,
                                                "",
                                                1)))));
        pages.put("documents", sample("rooms/documents/library", "documents", true, Map.of("p", work.library(false))));
        pages.put(
                "documents-empty",
                sample("rooms/documents/library", "documents", true, Map.of("p", work.library(true))));
        pages.put(
                "evidence-document",
                sample("rooms/documents/document", "documents", true, Map.of("p", work.document())));
        pages.put("system", sample("rooms/registry/system", "systems", true, Map.of("p", systemForm())));
        pages.put("questions", sample("rooms/registry/questions", "systems", true, Map.of("p", questions())));
        pages.put("dossier", sample("rooms/dossier/dossier", "systems", true, Map.of("d", dossier())));
        pages.put("duty", sample("rooms/dossier/duty", "systems", true, Map.of("p", duty())));
        pages.put("beside", sample("rooms/dossier/beside", "systems", true, Map.of("p", beside())));
        pages.put("document", sample("rooms/dossier/document", "systems", true, Map.of("p", document())));
        pages.put("changes", sample("rooms/law/changes", "changes", true, Map.of("p", changes())));
        pages.put("packs", sample("rooms/law/packs", "packs", true, Map.of("packs", List.of(pack(""), pack("")))));
        pages.put(
                "law-find",
                sample("rooms/law/find", "packs", true, Map.of("p", lawSamples().find())));
        pages.put(
                "amendments",
                sample(
                        "rooms/amendments/amendments",
                        "amendments",
                        true,
                        Map.of("p", lawSamples().amendments())));
        pages.put(
                "amendment-notice",
                sample(
                        "rooms/amendments/notice",
                        "amendments",
                        true,
                        Map.of("p", lawSamples().notice())));
        pages.put(
                "packeditor",
                sample(
                        "rooms/packeditor/packeditor",
                        "packeditor",
                        true,
                        Map.of("p", lawSamples().editor())));
        pages.put(
                "glossary",
                sample(
                        "rooms/glossary/glossary",
                        "glossary",
                        true,
                        Map.of("p", lawSamples().glossary())));
        pages.put("crosswalk", sample("rooms/law/crosswalk", "packs", true, Map.of("p", crosswalk())));
        pages.put(
                "pack",
                sample(
                        "rooms/law/pack",
                        "packs",
                        true,
                        Map.of("p", pack(""), "history", lawSamples().history())));
        pages.put(
                "stage",
                sample("rooms/law/pack", "packs", true, Map.of("p", pack(say("禁止的做法", "Prohibited practices")))));
        pages.put("labels-empty", sample("rooms/labels/labels", "labels", true, Map.of("p", labels(null))));
        pages.put("labels", sample("rooms/labels/labels", "labels", true, Map.of("p", labels(verdict()))));
        pages.put("alerts", sample("rooms/alerts/alerts", "alerts", true, Map.of("p", alerts())));
        pages.put("alert", sample("rooms/alerts/alert", "alerts", true, Map.of("p", alert())));
        var cases = new CaseSamples(language, when("13:26"));
        pages.put("cases", sample("rooms/cases/cases", "cases", true, Map.of("p", cases.list())));
        pages.put("case", sample("rooms/cases/case", "cases", true, Map.of("p", cases.one())));
        var incidents = new IncidentSamples(language, when("13:26"));
        pages.put("incidents", sample("rooms/incidents/incidents", "incidents", true, Map.of("p", incidents.list())));
        pages.put("incident", sample("rooms/incidents/incident", "incidents", true, Map.of("p", incidents.one())));
        pages.put("incident-sheet", sample("rooms/incidents/sheet", "incidents", true, Map.of("p", incidents.one())));
        var drills = new DrillSamples(language, when("13:26"));
        pages.put("drills", sample("rooms/drills/drills", "drills", true, Map.of("p", drills.list())));
        pages.put("drill-plan", sample("rooms/drills/plan", "drills", true, Map.of("p", drills.plan())));
        pages.put("drill-edit", sample("rooms/drills/edit", "drills", true, Map.of("p", drills.edit())));
        pages.put("drill", sample("rooms/drills/drill", "drills", true, Map.of("p", drills.one())));
        var rooms = new LinkedHashMap<>(new ReportSamples(language, when("13:26")).pages());
        rooms.putAll(new PlaybookSamples(language, when("13:26")).pages());
        rooms.forEach((name, p) ->
                pages.put(name, sample("rooms/incidents/" + p.template(), "incidents", true, Map.of("p", p.view()))));
        var sandboxes = new SandboxSamples(language, when("13:26"));
        pages.put("sandbox", sample("rooms/sandbox/sandbox", "sandboxes", true, Map.of("p", sandboxes.one())));
        pages.put(
                "sandbox-application",
                sample("rooms/sandbox/application", "sandboxes", true, Map.of("p", sandboxes.application(true))));
        pages.put(
                "sandbox-application-read",
                sample("rooms/sandbox/application", "sandboxes", true, Map.of("p", sandboxes.application(false))));
        pages.put("sandbox-terms", sample("rooms/sandbox/terms", "sandboxes", true, Map.of("p", sandboxes.terms())));
        pages.put("sandbox-exit", sample("rooms/sandbox/exit", "sandboxes", true, Map.of("p", sandboxes.exit(true))));
        pages.put(
                "sandbox-exit-early",
                sample("rooms/sandbox/exit", "sandboxes", true, Map.of("p", sandboxes.exit(false))));
        pages.put("sandbox-days", sample("rooms/sandbox/days", "sandboxes", true, Map.of("p", sandboxes.days())));
        pages.put("sandbox-day", sample("rooms/sandbox/day", "sandboxes", true, Map.of("p", sandboxes.day())));
        pages.put("sandbox-kits", sample("rooms/sandbox/kits", "sandboxes", true, Map.of("p", sandboxes.kits())));
        pages.put("sandboxes", sample("rooms/sandbox/queue", "sandboxes", true, Map.of("p", sandboxes.queue())));
        pages.put(
                "notices",
                sample("rooms/sandbox/notices", "", false, Map.of("notices", List.of(sandboxes.notice(true, "")))));
        pages.put("notice", sample("rooms/sandbox/notice", "", false, Map.of("p", sandboxes.notice(true, ""))));
        pages.put("notice-over", sample("rooms/sandbox/notice", "", false, Map.of("p", sandboxes.notice(false, ""))));
        pages.put(
                "notice-taken",
                sample("rooms/sandbox/notice", "", false, Map.of("p", sandboxes.notice(true, "AB23-CD45-EF67-GH89"))));
        pages.put("comments", sample("rooms/sandbox/comments", "sandboxes", true, Map.of("p", sandboxes.comments())));
        pages.put("complain", sample("rooms/sandbox/complain", "", false, Map.of("p", sandboxes.complain(""))));
        pages.put(
                "complain-taken",
                sample("rooms/sandbox/complain", "", false, Map.of("p", sandboxes.complain("AB23-CD45-EF67-GH89"))));
        pages.put("follow", sample("rooms/sandbox/follow", "", false, Map.of("p", sandboxes.follow())));
        var exchange = new ExchangeSamples(language, when("13:26"));
        pages.put("exchange", sample("rooms/exchange/exchange", "exchange", true, Map.of("p", exchange.list())));
        pages.put("parcel", sample("rooms/exchange/parcel", "exchange", true, Map.of("p", exchange.one())));
        var reminders = new ReminderSamples(language.equals("zh"), when("13:26"));
        pages.put("inbox", sample("rooms/reminders/inbox", "inbox", true, Map.of("p", reminders.inbox())));
        pages.put("reminders", sample("rooms/reminders/choice", "account", true, Map.of("p", reminders.choice(true))));
        pages.put(
                "reminders-no-mail",
                sample("rooms/reminders/choice", "account", true, Map.of("p", reminders.choice(false))));
        pages.put("reminders-mail", sample("rooms/reminders/mail", "inbox", true, Map.of("p", reminders.mail())));
        pages.put(
                "reminders-link",
                sample(
                        "rooms/reminders/link",
                        "",
                        false,
                        Map.of(
                                "title",
                                say("停止邮件提醒", "End e-mails"),
                                "text",
                                say("智衡将不再给您发送提醒邮件。", "Zhiheng will send you no reminders by e-mail any more."),
                                "action",
                                "/reminders/stop?t=1",
                                "button",
                                say("停止邮件", "End e-mails"))));
        pages.put(
                "effect",
                sample("rooms/effect/effect", "effect", true, Map.of("p", new EffectSamples(language).one())));
        var guides = new GuideSamples(language, when("13:26"));
        pages.put("guide", sample("rooms/guide/guide", "guide", true, Map.of("p", guides.one())));
        pages.put("guide-document", sample("rooms/guide/document", "guide", true, Map.of("p", guides.one())));
        pages.put("policies", sample("rooms/policies/policies", "policies", true, Map.of("p", guides.policies(false))));
        pages.put(
                "policies-near",
                sample("rooms/policies/policies", "policies", true, Map.of("p", guides.policies(true))));
        pages.put("grants", sample("rooms/grants/grants", "grants", true, Map.of("p", guides.grants())));
        pages.put("guide-empty", sample("rooms/guide/guide", "guide", true, Map.of("p", guides.empty())));
        pages.put("profile", sample("rooms/guide/profile", "guide", true, Map.of("p", guides.profile())));
        new AssessSamples(language, when("13:26"))
                .pages()
                .forEach((name, p) ->
                        pages.put(name, sample("rooms/assess/" + p.template(), "assess", true, Map.of("p", p.view()))));
        var lists = new ListSamples(language, when("13:26"));
        pages.put("lists", sample("rooms/lists/lists", "lists", true, Map.of("p", lists.index())));
        pages.put("list", sample("rooms/lists/list", "lists", true, Map.of("p", lists.one())));
        pages.put("list-act", sample("rooms/lists/act", "lists", true, Map.of("p", lists.act(false))));
        pages.put("list-tolerance", sample("rooms/lists/act", "lists", true, Map.of("p", lists.act(true))));
        pages.put("fleet", sample("rooms/fleet/fleet", "fleet", true, Map.of("p", fleet(when("13:26")))));
        var placements = new PlacementSamples(language, when("13:26"));
        pages.put(
                "placement", sample("rooms/placement/placements", "placement", true, Map.of("p", placements.index())));
        pages.put("placement-plan", sample("rooms/placement/plan", "placement", true, Map.of("p", placements.one())));
        pages.put("placement-why", sample("rooms/placement/why", "placement", true, Map.of("p", placements.why())));
        var needs = new NeedSamples(language, when("13:26"));
        pages.put("ask", sample("rooms/needs/ask", "", false, Map.of("p", needs.ask(true, ""))));
        pages.put("ask-taken", sample("rooms/needs/ask", "", false, Map.of("p", needs.ask(false, "AB23-CD45"))));
        pages.put("ask-follow", sample("rooms/needs/follow", "", false, Map.of("p", needs.follow(true))));
        pages.put("ask-follow-empty", sample("rooms/needs/follow", "", false, Map.of("p", needs.follow(false))));
        pages.put("needs", sample("rooms/needs/needs", "needs", true, Map.of("p", needs.list())));
        pages.put("need", sample("rooms/needs/need", "needs", true, Map.of("p", needs.one())));
        pages.put("needs-board", sample("rooms/needs/board", "needs", true, Map.of("p", needs.board(false))));
        pages.put("needs-board-empty", sample("rooms/needs/board", "needs", true, Map.of("p", needs.board(true))));
        pages.put("proposals", sample("rooms/proposals/proposals", "proposals", true, Map.of("p", needs.proposals())));
        pages.put("proposal", sample("rooms/proposals/proposal", "proposals", true, Map.of("p", needs.proposal(true))));
        pages.put(
                "proposal-decided",
                sample("rooms/proposals/proposal", "proposals", true, Map.of("p", needs.proposal(false))));
        pages.put(
                "supervision",
                sample("rooms/supervision/supervision", "supervision", true, Map.of("p", needs.supervision())));
        pages.put("tracking", sample("rooms/tracking/tracking", "tracking", true, Map.of("p", needs.tracking())));
        var offers = new OfferSamples(language.equals("zh"));
        pages.put("offers", sample("rooms/offers/offers", "offers", true, Map.of("p", offers.list(false))));
        pages.put("offers-empty", sample("rooms/offers/offers", "offers", true, Map.of("p", offers.list(true))));
        pages.put("offer", sample("rooms/offers/offer", "offers", true, Map.of("p", offers.one())));
        pages.put("alliance", sample("rooms/offers/alliance", "offers", true, Map.of("p", offers.alliance(true))));
        pages.put("alliances", sample("rooms/offers/alliance", "offers", true, Map.of("p", offers.alliance(false))));
        pages.put("asking", sample("rooms/offers/asking", "offers", true, Map.of("p", offers.asking())));
        var effects = new EffectSamples(language);
        pages.put("results", sample("rooms/effect/results", "results", true, Map.of("p", effects.results())));
        var jobs = new AdoptionSamples(language.equals("zh"));
        pages.put("adoption", sample("rooms/adoption/adoption", "adoption", true, Map.of("p", jobs.list(false))));
        pages.put("adoption-empty", sample("rooms/adoption/adoption", "adoption", true, Map.of("p", jobs.list(true))));
        pages.put("adoption-record", sample("rooms/adoption/record", "adoption", true, Map.of("p", jobs.record(true))));
        pages.put(
                "adoption-others", sample("rooms/adoption/record", "adoption", true, Map.of("p", jobs.record(false))));
        pages.put("replay-empty", sample("rooms/replay/replay", "alerts", true, Map.of("p", replay(null))));
        pages.put("replay", sample("rooms/replay/replay", "alerts", true, Map.of("p", replay(replayed()))));
        pages.put("gateway", sample("rooms/live/gateway", "systems", true, Map.of("p", gateway())));
        pages.put("calls", sample("rooms/calls/calls", "systems", true, Map.of("p", calls())));
        pages.put("call", sample("rooms/calls/call", "systems", true, Map.of("p", oneCall(false))));
        pages.put("call-read", sample("rooms/calls/call", "systems", true, Map.of("p", oneCall(true))));
        pages.put("permit", sample("rooms/permits/permit", "systems", true, Map.of("p", permit())));
        pages.put(
                "gatewaysettings",
                sample(
                        "rooms/gateway/gatewaysettings",
                        "systems",
                        true,
                        Map.of(
                                "p",
                                new GatewaySettingsView(
                                        gatewayHead("settings"),
                                        List.of(new GatewaySettingsView.Key(
                                                "k1", "app", "acme <1>", Samples.at("2026-11-24"), false)),
                                        "zhk_M02bUKezC3fHVfgQm85NHG9tY1-HnAM0OQxtAcYCq5o",
                                        List.of("main · https://models.example/v1", "spare · https://spare.example/v1"),
                                        2,
                                        Form.EMPTY,
                                        now()))));
        pages.put(
                "toolservers",
                sample(
                        "rooms/toolservers/toolservers",
                        "systems",
                        true,
                        Map.of(
                                "p",
                                new ToolServersView(
                                        gatewayHead("tools"),
                                        List.of(
                                                new ToolServersView.Line(
                                                        "wiki",
                                                        "http://127.0.0.1:8081/mcp/wiki",
                                                        "https://tools.example/mcp",
                                                        60),
                                                new ToolServersView.Line(
                                                        "files", "http://127.0.0.1:8081/mcp/files", "", 60)),
                                        0,
                                        Form.EMPTY,
                                        now()))));
        pages.put("review", sample("rooms/review/review", "systems", true, Map.of("p", review())));
        pages.put("held", sample("rooms/review/held", "systems", true, Map.of("p", held(true))));
        pages.put("held-unread", sample("rooms/review/held", "systems", true, Map.of("p", held(false))));
        pages.put("ledger", sample("rooms/ledger/ledger", "ledger", true, Map.of("p", ledger())));
        pages.put("entry", sample("rooms/ledger/entry", "ledger", true, Map.of("p", entry())));
        pages.put("admin", sample("rooms/people/admin", "admin", true, Map.of("p", people.admin())));
        return pages;
    }

    private String say(String zh, String en) {
        return language.equals("zh") ? zh : en;
    }

    /** Heads of a table; one that begins with * orders it, one with + can. */
    static List<Column> columns(String... titles) {
        var order = new Order("*", false);
        return Arrays.stream(titles)
                .map(title -> title.matches("[*+].*")
                        ? order.column(title.substring(1), title.substring(0, 1), false, "/x")
                        : Column.of(title))
                .toList();
    }

    private Sample sample(String template, String section, boolean signedIn, Map<String, Object> parts) {
        var who = signedIn
                ? new Frame.Who(say("李薇", "Wei Li"), say("管理员", "Administrator"), "Zhiheng", true, true)
                : null;
        return new Sample(
                template,
                new Frame(
                        Rooms.words().in(language),
                        "/systems",
                        section,
                        who,
                        "csrf",
                        null,
                        menu(language),
                        "Etc/UTC",
                        say("期限按 Asia/Shanghai 计算。", "Days are those of Asia/Shanghai.")),
                parts);
    }

    private GatewayHead gatewayHead(String page) {
        return new GatewayHead(
                "/systems/s1/gateway",
                "/systems/s1",
                "Bot <1>",
                page,
                "http://127.0.0.1:8081/v1",
                true,
                new State("met", say("开放", "Open")),
                3,
                2);
    }

    private ReviewView review() {
        return new ReviewView(gatewayHead("review"), List.of(heldRow()), "?after=x", List.of(heldRow()));
    }

    private ReviewView.Row heldRow() {
        return new ReviewView.Row(
                "/systems/s1/gateway/review/0198",
                at("2026-11-24 10:00"),
                say("返回之前", "before the caller"),
                "pii.resident-id",
                "chat/completions",
                new State("doing", say("等待中", "waits")),
                "boss",
                at("2026-11-24 10:05"),
                "<b>why</b>");
    }

    private HeldView held(boolean read) {
        return new HeldView(
                gatewayHead("review"),
                "0198",
                "/systems/s1/gateway/review/0198",
                heldRow(),
                Samples.at("2026-11-25 10:00"),
                read ? said() : null,
                true,
                Form.EMPTY);
    }

    private static Said said() {
        var turn = new Said.Turn(
                "user",
                List.of(new Said.Piece("my number is ", ""), new Said.Piece("<11010119900307…>", "pii.resident-id")));
        var media = List.of(
                new Said.Media("/m/0", "image/png"), new Said.Media("/m/1", "audio/wav"), new Said.Media("", ""));
        return new Said(List.of(turn), List.of(turn), media, true);
    }

    private GatewayView gateway() {
        return new GatewayView(
                gatewayHead("live"),
                List.of(new ContainmentView(
                        "/systems/s1/gateway/containments/c1/restore",
                        "/alerts/a1",
                        when("10:00"),
                        say("确证的敏感信息超过限值", "Certain leaks above the limit"),
                        say("建议第八条", "Proposal 8"),
                        "cn-alarm-grades/ag-throttle",
                        say("先限流", "Calls are throttled"),
                        say("重大", "Grave"),
                        "orange",
                        "▲",
                        new State("doing", say("限流", "Throttled")),
                        say("开放", "Open"),
                        "1200000 ≥ 900000",
                        "0.001",
                        "0.2 [0.1, 0.3]",
                        when("09:58"))),
                List.of(new GatewayView.Change("STOPPED", say("停止", "Stop"), "late", "▲")),
                List.of(new GatewayView.Meter("calls", say("次调用", "calls"), 12, "100", 12)),
                List.of(new Choice("START", say("之前", "before"), true)),
                List.of(call()),
                List.of(new Choice("hour", say("一小时", "hour"), true)),
                "{}",
                Form.EMPTY,
                now());
    }

    private CallsView calls() {
        var any = List.of(new Choice("", say("不限", "any"), true));
        return new CallsView(
                gatewayHead("calls"),
                columns(say("*时间", "*When")).getFirst(),
                false,
                List.of(call()),
                "/systems/s1/gateway/calls?before=c1",
                "/systems/s1/gateway/calls?after=c1",
                Samples.at("2026-11-24 13:00:05"),
                "",
                any,
                any,
                any,
                any,
                List.of("m"),
                Form.EMPTY);
    }

    private CallView oneCall(boolean said) {
        return new CallView(
                gatewayHead("calls"),
                "/systems/s1/gateway/calls/c1",
                call(),
                say("该系统已被停止。", "This system has been stopped."),
                "cn-genai.art-14",
                List.of(new CallView.Group(
                        say("摘要", "Digests"),
                        List.of(new CallView.Fact(say("请求的 SHA-256", "SHA-256 of the call"), "ab".repeat(32), true)))),
                true,
                said ? said() : null,
                Form.EMPTY);
    }

    private PermitView permit() {
        var choice = List.of(new Choice("OPEN", say("开放", "Open"), true));
        var preview = new PermitView.Preview(
                "2026-11-23",
                100,
                90,
                95,
                6,
                1,
                4,
                List.of(new PermitView.Row("permit.hours", say("不在时段", "outside the hours"), 10, 5)),
                List.of(new PermitView.Example(call(), "permit.hours", "09:00–17:00")),
                List.of(say("无法得知", "not known")));
        return new PermitView(
                gatewayHead("permit"),
                "{}",
                Form.EMPTY,
                choice,
                choice,
                new PermitView.Contained(
                        choice, choice, List.of(new PermitView.Tool("send_mail", true, choice, true, false))),
                choice,
                List.of(new PermitView.Kind("pii", say("个人信息 · pii", "personal data · pii"), choice)),
                List.of("permit.hours"),
                choice,
                choice,
                choice,
                choice,
                List.of(say("开放：在下列范围内的调用都会得到回答。", "Open: calls within the limits below are answered.")),
                preview,
                now());
    }

    /** What somebody else saved meanwhile. */
    private List<Now> now() {
        return List.of(new Now(say("目的", "Purpose"), say("为招聘筛选", "Ranks <applicants>")));
    }

    private CallLine call() {
        return new CallLine(
                "/systems/s1/gateway/calls/c1",
                Samples.at("2026-11-24 13:00:05"),
                "chat/completions",
                "m",
                new State("late", say("被拒 403", "refused 403")),
                "permit.state",
                "2.9",
                0,
                false,
                List.of("out:pii.bank-card ×2"));
    }

    /** A moment as its reader sees it; any, where it has no day. */
    public static When at(String text) {
        return new When(Instant.parse("2026-11-24T09:00:00Z"), text, "Etc/UTC");
    }

    private static When when(String time) {
        return new When(Instant.parse("2026-11-24T" + time + ":00Z"), "2026-11-24 " + time, "Etc/UTC");
    }

    private AlertsView alerts() {
        var open = new State("late", say("待处理", "Open"));
        var row = new AlertsView.Row(
                "/alerts/a1",
                when("13:26"),
                say("未加标识超过限值", "Unlabelled above the limit"),
                "orange",
                "▲",
                say("重大", "Grave"),
                "Bot <1>",
                "/systems/s1",
                open,
                say("安全部", "Safety"),
                117,
                say("已自动遏制：限流", "Contained: Throttled"));
        var watched = new AlertsView.Watching(
                say("未加标识", "Unlabelled"), say("每次一个", "One each"), when("09:00"), when("13:26"), "12,345");
        var silent = new AlertsView.Watching(say("操纵", "Manipulation"), say("每次一个", "One each"), null, null, "0");
        var told = new AlertsView.Told(new State("met", ""), List.of(at("2026-11-24 13:26"), at("2026-11-24 13:27")));
        return new AlertsView(
                "s1",
                "Bot <1>",
                List.of(new Choice("", say("未结案", "Not closed"), true)),
                1,
                columns(
                        say("内容", "What"),
                        say("+等级", "+Grade"),
                        say("系统", "System"),
                        say("状态", "State"),
                        say("*何时", "*When")),
                "time",
                List.of(row),
                "/alerts?before=a1",
                List.of(watched, silent),
                List.of(told));
    }

    private AlertView alert() {
        var open = new State("late", say("待处理", "Open"));
        var said = new AlertView.Said(open, say("安全部", "Safety"), "<b>", "", when("14:00"), "Ana", "/ledger/7");
        return new AlertView(
                "/alerts/a1",
                say("未加标识超过限值", "Unlabelled above the limit"),
                "orange",
                "▲",
                say("重大", "Grave"),
                open,
                "Bot <1>",
                "/systems/s1",
                when("13:26"),
                say("上升", "a rise"),
                say("12:00（95% 的把握在 11:30 与 12:20 之间）", "12:00 (with 95 % confidence between 11:30 and 12:20)"),
                say("37 个事件之和为 8", "8 of 37 events"),
                "{\"points\":[[1,0.5,0.5,0.5,0.2]],\"alerts\":[[1,1,1,1]],\"scored\":true}",
                117,
                "0.01",
                "0.03 [0.02, 0.05]",
                say("达到所需的 1.64 倍（1,473,842，阈值 900,000）", "1.64 times what is needed"),
                say("承诺", "a promise"),
                say("第四条", "Article 4"),
                say("文", "text"),
                true,
                say("已自动遏制：限流", "Contained: Throttled"),
                List.of("pii.email 0.01 → 0.2"),
                List.of(
                        new AlertView.Example("/systems/s1/gateway/calls/c1", "c1", when("13:20"), "1"),
                        new AlertView.Example("", "app <7>", when("13:21"), "1")),
                new Form(Map.of("note", "mine"), Map.of("reason", say("请填写", "Fill this in"))),
                List.of(new Choice("OPEN", say("待处理", "Open"), true)),
                2,
                said,
                List.of(said));
    }

    private ReplayView replay(ReplayView.Result result) {
        var choice = List.of(new Choice("RATE", say("比率", "a rate"), true));
        return new ReplayView(Form.EMPTY, choice, choice, choice, choice, choice, result);
    }

    private ReplayView.Result replayed() {
        var alert = new ReplayView.Alert(
                when("13:26"),
                say("上升", "a rise"),
                say("12:00（95% 的把握在 11:30 与 12:20 之间）", "12:00 (with 95 % confidence between 11:30 and 12:20)"),
                say("37 个事件之和为 8", "8 of 37 events"),
                say("持续：此后又告警 2 次", "it lasted: alarmed 2 more times"),
                "0.01",
                "0.03 [0.02, 0.05]",
                "120 ≥ 100",
                List.of("B 0.5 → 0.3"));
        return new ReplayView.Result(
                "leaks <1>.csv",
                6000,
                say("注意：6000 行中只采用了 5997 行", "Mind: of 6000 rows 5997 were taken"),
                say("承诺", "a promise"),
                List.of(alert),
                3,
                List.of(),
                "{\"points\":[[1,0.5,0,1,0]],\"alerts\":[[1,1]]}");
    }

    private LabelsView labels(LabelsView.Result result) {
        return new LabelsView(
                Form.EMPTY,
                List.of(new Choice("NONE", say("没有声明", "Nothing"), true)),
                List.of(new Choice("1", say("1 · 属于", "1 · is"), true)),
                new LabelsView.Signing(
                        result != null,
                        List.of(new Choice("DIGITAL_CAPTURE", say("拍摄", "captured"), true)),
                        List.of(new Choice("", say("不说明", "not said"), true))),
                result);
    }

    private LabelsView.Result verdict() {
        var producer = new LabelsView.Element(
                "ContentProducer", "001191440300708461136T1XGW3", say("组织 …136T", "organisation …136T"));
        var finding = new LabelsView.Finding(true, say("附录E c)", "Annex E c)"), say("Label 为数字", "Label is a number"));
        var label = new LabelsView.Label(
                say("属于人工智能生成合成内容", "is AI-generated"),
                "XMP (APP1)",
                List.of(producer),
                new State("open", say("未签名", "not signed")),
                List.of(finding));
        return new LabelsView.Result(
                "portrait <1>.jpg",
                "JPEG",
                State.ofVerdict("non-compliant", Rooms.words().in(language)),
                say("与标准不符。", "Departs from the standard."),
                "",
                List.of(label),
                List.of(finding),
                new LabelsView.Decision(
                        new State("late", say("属于人工智能生成合成内容", "is AI-generated")),
                        say("第 6(1) 条", "Article 6(1)"),
                        say("提示: 本内容属于人工智能生成合成内容", "Notice: this content is AI-generated"),
                        true,
                        List.of(producer)),
                new LabelsView.Mark(
                        "0123456789abcdef",
                        say("高出噪声 14 个标准差", "stands out of noise by 14 standard deviations"),
                        new LabelsView.Origin(
                                "c-2026-118",
                                "001191440300708461136T1XGW3",
                                at("2026-11-24 16:30"),
                                say("由水印读出", "by its watermark"))),
                List.of(new LabelsView.Origin(
                        "c-2026-118",
                        "001191440300708461136T1XGW3",
                        at("2026-11-24 16:30"),
                        say("256 个特征中 251 个一致", "251 of 256 signs agree"))),
                new State("doing", say("疑似生成", "Suspected to be generated")),
                List.of(new LabelsView.Trace(
                        true, "Steps: 20, Sampler:", say("元数据中有生成参数。", "Metadata hold parameters."), "")),
                new LabelsView.Hint(
                        State.ofVerdict("non-compliant", Rooms.words().in(language)),
                        say("GB 45438-2025 第 5.2 条", "GB 45438-2025, 5.2"),
                        List.of(say("文字高度 20 像素, 应不低于 54 像素", "the text is 20 px high and should be at least 54 px"))));
    }

    private Tier high() {
        return new Tier("eu-ai-act", say("欧盟", "EU"), say("欧盟人工智能法", "EU AI Act"), "high", say("高风险", "High-risk"));
    }

    private List<Tier> tiers() {
        var cn = say("中国", "CN");
        return List.of(
                high(),
                new Tier(
                        "cn-genai",
                        cn,
                        say("生成式人工智能服务管理暂行办法", "Generative AI interim measures"),
                        "some",
                        say("面向公众的生成式服务", "Public generative service")),
                new Tier(
                        "cn-label",
                        cn,
                        say("人工智能生成合成内容标识办法", "Content labelling measures"),
                        "low",
                        say("标识义务", "Labelling duties")));
    }

    private Cited cited(String article) {
        return new Cited(
                article,
                "AnnexIII.4.a",
                "/packs/eu-ai-act/purpose#eu-annex3-4a",
                "C",
                say("已读合并文本", "Read in the consolidated text"));
    }

    private RegistryView registry(boolean empty) {
        var any = List.of(new Choice("", say("全部", "All"), true));
        var tiers = tiers();
        var rows = IntStream.range(0, 12)
                .mapToObj(i -> new RegistryView.Row(
                        "/systems/" + i,
                        say("简历筛选 ", "CV screening ") + i,
                        say("海棠科技有限公司", "Haitang Technology"),
                        i % 4 == 3 ? List.<Tier>of() : tiers.subList(0, 1 + i % 3),
                        i % 4 == 3 ? tiers.subList(0, 1) : List.<Tier>of(),
                        3 + i,
                        i % 3,
                        i % 2,
                        i % 5 == 4 ? "" : "2026-12-1" + i % 5,
                        say("还有 12 天", "in 12 days"),
                        "/systems/" + i + "/duties/EU-P-01",
                        "EU-P-01",
                        Samples.at("2026-11-0" + (1 + i % 9))))
                .toList();
        return empty
                ? new RegistryView(
                        "",
                        List.of(),
                        any,
                        0,
                        List.of(),
                        List.of(),
                        null,
                        false,
                        List.of(),
                        Columns.of("", List.of()),
                        List.of(),
                        "updated",
                        new WorkSamples(say("z", "e").equals("z")).views(),
                        false,
                        true,
                        true,
                        true,
                        0)
                : new RegistryView(
                        "",
                        List.of(new RegistryView.Law(high().instrument(), any)),
                        any,
                        1284,
                        tiers.stream()
                                .map(t -> new RegistryView.Count(412, 7, t, "/systems"))
                                .toList(),
                        rows,
                        "/systems?cursor=x",
                        false,
                        columns(
                                say("+系统", "+System"),
                                say("级别", "Tiers"),
                                say("+下一项", "+Next"),
                                say("+逾期", "+Overdue"),
                                say("待办", "Open"),
                                say("*更新", "*Updated")),
                        Columns.of("", List.of()),
                        List.of(
                                new Columns.Switch(say("级别", "Tiers"), "/systems?hide=tiers", true),
                                new Columns.Switch(say("更新", "Updated"), "/systems", false)),
                        "updated",
                        new WorkSamples(say("z", "e").equals("z")).views(),
                        false,
                        false,
                        false,
                        true,
                        5);
    }

    private SystemForm systemForm() {
        var form = new Form(
                Map.of("purpose", say("为招聘筛选简历", "Ranks CVs for recruiters")),
                Map.of("name", say("请填写此项。", "Please fill this in.")));
        return new SystemForm(
                "/systems",
                true,
                "0",
                List.of(new Choice("o", say("海棠科技", "Haitang"), true)),
                List.of(new SystemForm.GoLive(
                        "f-cn_live_on",
                        say("何时上线？", "When does it go live?"),
                        say("计划日期亦可", "A planned date will do"))),
                form,
                "/systems",
                "s1",
                say("客服助手", "Service assistant"),
                now());
    }

    private Questions questions() {
        var yesNo = List.of(
                new Choice("true", say("是", "Yes"), false),
                new Choice("false", say("否", "No"), false),
                new Choice("", say("暂不清楚", "Not known yet"), true));
        var uses = List.of(
                new Choice("recruitment", say("招聘或选拔自然人", "Recruiting or selecting people"), true),
                new Choice("credit", say("评估自然人的信用", "Assessing the creditworthiness of people"), false));
        var help = say("包括筛选申请和评价候选人。", "Filtering applications and evaluating candidates included.");
        return new Questions(
                "/systems/1",
                say("简历筛选", "CV screening"),
                "3",
                7,
                14,
                "",
                false,
                List.of(
                        new Questions.Question(
                                "eu_purposes",
                                "CHOICES",
                                say("系统用于下列哪些用途？", "Which of these is it meant for?"),
                                help,
                                uses,
                                "",
                                false,
                                List.of(cited("Annex III point 4(a)"), cited("Annex III point 5(b)")),
                                6,
                                null),
                        new Questions.Question(
                                "profiling",
                                "BOOL",
                                say("它是否对自然人画像？", "Does it profile people?"),
                                "",
                                yesNo,
                                "",
                                false,
                                List.of(cited("Article 6(3)")),
                                0,
                                null),
                        new Questions.Question(
                                "flops",
                                "NUMBER",
                                say("训练用了多少 FLOP？", "How many FLOP went into training?"),
                                "",
                                List.of(),
                                "many",
                                false,
                                List.of(),
                                0,
                                say("这不是数字。", "This is not a number."))),
                List.of(new Questions.Answer(
                        say("它是否推理？", "Does it infer?"), say("是", "Yes"), "/systems/1/questions?edit=infers")),
                now());
    }

    private DossierView dossier() {
        var reasons = List.of(
                new DossierView.Reason(say("系统用于下列哪些用途？", "Which of these is it meant for?"), say("招聘", "Recruiting")));
        var text = say("用于招聘或选拔自然人的系统属于高风险。", "Systems meant for recruiting or selecting people are high-risk.");
        var outcome = new DossierView.Outcome(
                high(),
                cited("Annex III point 4(a), Article 6(2)"),
                text,
                "2027-12-02",
                true,
                reasons,
                List.of(say("“用途”：由招聘改为以上都没有", "“Purpose”: none of these instead of recruiting")));
        var proof = new DossierView.Proof(
                say("风险管理计划", "Risk management plan"),
                "/evidence/1",
                "plan.pdf",
                HASH,
                "2027-01-01",
                false,
                "e1",
                "",
                false,
                Samples.at("2026-11-20"),
                12,
                "/ledger/12");
        var states = List.of(
                new State("late", say("逾期", "Overdue")),
                new State("doing", say("进行中", "In progress")),
                new State("met", say("已履行", "Met")),
                new State("gap", say("有差距", "Gap")),
                new State("open", say("未评估", "Not assessed")),
                new State("not", say("不适用", "Not applicable")));
        var duties = IntStream.range(0, 6)
                .mapToObj(i -> new DossierView.Duty(
                        "EU-P-0" + i,
                        "/systems/1/duties/EU-P-0" + i,
                        say("建立并维护风险管理体系", "Keep a risk management system"),
                        say("在整个生命周期内识别并降低风险。", "Find and reduce risks over the whole life of the system."),
                        say("提供者", "provider"),
                        i % 2 == 0 ? say("法务部", "Legal") : "",
                        i == 5 ? "" : "2027-12-02",
                        i == 5 ? "" : say("还有 373 天", "in 373 days"),
                        i == 5 ? say("持续遵守", "To be kept up") : say("不晚于 2027-12-02", "Not later than 2027-12-02"),
                        say("投放市场前", "Before placing on the market"),
                        states.get(i),
                        i == 3 ? say("至 2027-01-01", "until 2027-01-01") : "",
                        i,
                        cited("Article 9"),
                        i == 4 ? "guidance" : i == 5 ? "voluntary" : "obligation",
                        i == 3,
                        false,
                        i > 3,
                        "2027-12-02",
                        say("风险管理文件", "The risk management file"),
                        say("最高 1500 万欧元", "Up to EUR 15 million"),
                        reasons,
                        i == 2 ? List.of(proof) : List.of(),
                        new DossierView.Rounds(
                                say("每年一次，下一次 2027-12-02", "Every year; next 2027-12-02"),
                                List.of(new DossierView.Met("2026-12-02", "2026-11-05")),
                                List.of("2027-12-02")),
                        "Europe/Brussels"))
                .toList();
        return new DossierView(
                "sys-1",
                "/systems/1",
                say("简历筛选", "CV screening"),
                say("海棠科技有限公司", "Haitang Technology"),
                say("为招聘人员排列应聘者简历。", "Ranks the CVs of applicants for recruiters."),
                "",
                "2026-11-24",
                "2026-11-01",
                tiers(),
                List.of(
                        new DossierView.Verdict(high(), List.of()),
                        new DossierView.Verdict(null, List.of(high().from(say("自 2027-12-02 起", "from 2027-12-02"))))),
                List.of(new Tier(
                        "cn-recommendation",
                        say("中国", "China"),
                        say(
                                "互联网信息服务算法推荐管理规定",
                                "Provisions on the Administration of Algorithmic Recommendation in Internet"
                                        + " Information Services"),
                        "low",
                        say("不适用", "Out of scope"))),
                List.of(new DossierView.NextAct(
                        say("建立并维护风险管理体系", "Keep a risk management system"),
                        "/systems/1/duties/EU-P-01",
                        "2027-12-02",
                        say("还有 373 天", "in 373 days"),
                        states.get(1),
                        true)),
                List.of(outcome, outcome),
                List.of(outcome),
                duties,
                List.of(new DossierView.Law(say("欧盟 · 人工智能法", "EU · AI Act"), false, duties, 1, 1, 4)),
                List.of(new DossierView.Happened(
                        say("知悉严重事件", "A serious incident becomes known"),
                        Samples.at("2026-11-20 10:11"),
                        say("用户来电", "A user called"),
                        List.of(
                                new DossierView.Owed(
                                        say("报告", "Report"), "/systems/1/duties/R", "R", "e1", "2026-12-05", "", ""),
                                new DossierView.Owed(
                                        say("通知", "Notify"),
                                        "/systems/1/duties/N",
                                        "N",
                                        "e1",
                                        "2026-12-05",
                                        "",
                                        "2026-11-21")))),
                List.of(new DossierView.EventChoice("incident", say("知悉严重事件", "A serious incident becomes known"))),
                List.of(new DossierView.Remark(
                        cited("Article 25"),
                        say("提供者身份可能转移。", "The role of provider may pass on."),
                        say("自 2027-12-02 起", "from 2027-12-02"))),
                List.of(new DossierView.Open(
                        say("它是否对自然人画像？", "Does it profile people?"), 4, "/systems/1/questions?edit=profiling")),
                7,
                List.of(new DossierView.Act(
                        11,
                        "/ledger/11",
                        Samples.at("2026-11-20 10:11"),
                        "Wei Li",
                        "system.register",
                        "{\"name\":\"CV\"}")),
                new DossierView.Changed(
                        Samples.at("2026-11-24 10:00"),
                        "/ledger/12",
                        List.of(say("“用途”：由暂不清楚改为招聘", "“Purpose”: recruiting instead of not known yet")),
                        List.of(text),
                        List.of(),
                        List.of(say("建立风险管理体系", "Keep a risk management system")),
                        List.of(),
                        List.of(text)),
                List.of(new DossierView.Mark(
                        say("欧盟人工智能法", "EU AI Act"), "C", say("已读合并文本", "Read in the consolidated text"))));
    }

    private DutyView duty() {
        return new DutyView(
                "/systems/1",
                say("简历筛选", "CV screening"),
                dossier().duties().get(2),
                List.of(new Choice("PLANNED", say("已计划", "Planned"), true)),
                List.of(new Choice("p1", "Wei Li", true)),
                Form.EMPTY,
                new DutyView.Other(new State("doing", say("进行中", "In progress")), say("法务部", "Legal"), ""),
                List.of(new Choice("EU-P-02", "EU-P-02 · " + say("数据治理", "Data governance"), false)),
                List.of(new DutyView.Note(
                        say("申请豁免", "Request for an exemption"),
                        say("李薇", "Wei Li"),
                        Samples.at("2026-11-20 10:11"),
                        say("试点期间", "during the pilot"),
                        "/systems/1/duties/EU-P-02/notes/n1/close")),
                List.of(new Choice("COMMENT", say("意见", "Comment"), true)),
                Form.EMPTY,
                Form.EMPTY);
    }

    public DocumentView document() {
        return new DocumentView(
                dossier(),
                "all",
                "2026-11-24",
                new DocumentView.Checkpoint(
                        "zhiheng/log\n18\n" + HASH + "\n\n— zhiheng AAAA", "18", HASH, "zhiheng+1+AA"),
                List.of(new DocumentView.LeafProof(
                        11, Samples.at("2026-11-20 10:11"), "system.register", HASH, List.of(HASH, HASH))));
    }

    private ChangesView changes() {
        var dates = List.of("2025-02-02", "2025-09-01", "2026-08-02", "2027-12-02", "2028-08-02");
        var milestones = IntStream.range(0, 5)
                .mapToObj(i -> new ChangesView.Milestone(
                        dates.get(i), 4 + i, i % 2, "/changes?to=" + dates.get(i), false, i == 3, i * 250))
                .toList();
        return new ChangesView(
                "2026-11-24",
                "2027-12-02",
                milestones,
                List.of(new ChangesView.SystemChange(
                        "/systems/1",
                        say("简历筛选", "CV screening"),
                        "Haitang",
                        List.of(say("高风险 · 附件三第 4 点 (a)", "High-risk · Annex III point 4(a)")),
                        List.of(),
                        List.of(say("风险管理", "Risk management")),
                        List.of())),
                "",
                null);
    }

    private BesideView beside() {
        var eu = new BesideView.Choice("EU", say("欧盟", "EU"));
        var korea = new BesideView.Choice("KR", say("韩国", "Korea"));
        var duty = new BesideView.Duty(
                "/systems/1/duties/KR-31-1",
                "KR-31-1",
                say("事先告知用户使用人工智能", "Tell users in advance that AI is used"),
                say("告知页面截图", "Capture of the notice"));
        var proof = new BesideView.Proof(say("首屏截图", "Capture of the first screen"), "/evidence/1");
        var line = new BesideView.Line(
                duty,
                say("涵盖", "covers"),
                say("首次交互前的告知即为事先告知。", "Telling at first interaction is telling in advance."),
                List.of(proof));
        var served = new State("met", say("已有证据足够", "served"));
        return new BesideView(
                "/systems/1",
                say("客服助手", "Support assistant"),
                "2026-11-30",
                List.of(eu, korea),
                eu,
                korea,
                List.of(
                        new BesideView.Count(1, served),
                        new BesideView.Count(2, new State("open", say("尚须完成", "left to do")))),
                List.of(
                        new BesideView.Row(duty, served, List.of(line), List.of()),
                        new BesideView.Row(
                                duty,
                                new State("open", say("尚须完成", "left to do")),
                                List.of(),
                                List.of(say("法案不规定。", "The Act does not say."))),
                        new BesideView.Row(duty, new State("gap", say("有冲突", "in conflict")), List.of(), List.of())),
                List.of(new BesideView.Twice(proof, duty, List.of(line))));
    }

    private LawSamples lawSamples() {
        return new LawSamples(language);
    }

    private CrosswalkView crosswalk() {
        var line = new CrosswalkView.Line(
                new CrosswalkView.Duty(
                        "/packs/eu-ai-act",
                        "EU-50-2",
                        say("标记生成内容", "Mark generated content"),
                        say("标记规格、检测器测试报告", "Marking specification, detector test report")),
                say("部分涵盖", "covers in part"),
                new CrosswalkView.Duty(
                        "/packs/cn-labelling-measures",
                        "LB-05",
                        say("文件元数据隐式标识", "Implicit label in file metadata"),
                        say("元数据解析结果", "Parsed metadata")),
                say("元数据须有规定的扩展字段。", "Its metadata needs the field that the Measures prescribe."));
        return new CrosswalkView(
                List.of(new CrosswalkView.Pair(
                        say("欧盟人工智能法 → 标识办法", "EU Artificial Intelligence Act → Labelling Measures"),
                        List.of(line, line))),
                List.of(new CrosswalkView.None(
                        say("标识办法", "Labelling Measures"),
                        List.of(say("欧盟人工智能法", "EU Artificial Intelligence Act")),
                        List.of(line.to()),
                        say("法案没有禁止他人去除标记。", "The Act does not forbid others to remove a mark."))));
    }

    private PackView pack(String stage) {
        var rules = IntStream.range(0, 5)
                .mapToObj(i -> new PackView.Rule(
                        "eu-art5-" + i,
                        "Article 5(1)(" + (char) ('a' + i) + ")",
                        "Art5.1." + (char) ('a' + i),
                        say("禁止利用潜意识技术。", "Techniques beyond a person's consciousness are banned."),
                        say("Techniques beyond consciousness are banned.", "禁止利用潜意识技术。"),
                        say("得出级别", "gives a tier"),
                        "2025-02-02",
                        "",
                        "C",
                        say("已读合并文本", "Read in the consolidated text"),
                        say("已于2026-11-30对照：官方公报", "Read on 2026-11-30 against: Official Journal"),
                        "eu_in_scope && 'x' in eu_purposes",
                        "eu_exception"))
                .toList();
        return new PackView(
                "eu-ai-act",
                say("欧盟人工智能法", "EU Artificial Intelligence Act"),
                say("EU Artificial Intelligence Act", "欧盟人工智能法"),
                say("欧洲议会和理事会", "European Parliament and Council"),
                "Regulation (EU) 2024/1689",
                "EU",
                "2026-07-27",
                "https://eur-lex.europa.eu/eli/reg/2024/1689/oj",
                List.of(new PackView.Named(say("公布", "Published"), "2024-07-12")),
                tiers().subList(0, 1),
                List.of(new PackView.Stage(
                        "/packs/eu-ai-act/bans", say("禁止的做法", "Prohibited practices"), 8, !stage.isEmpty())),
                List.of(new PackView.Letter(
                        "C",
                        say("已读合并文本", "Read in the consolidated text"),
                        say("可以决定一切，包括禁止", "may decide everything, bans included"))),
                242,
                197,
                stage,
                stage.isEmpty() ? List.of() : rules);
    }

    private LedgerView.Row row(long index) {
        return new LedgerView.Row(
                index,
                "/ledger/" + index,
                when("10:11"),
                "Wei Li",
                "system.register",
                "sys-1",
                new LedgerView.About("Bot <1>", "/systems/sys-1"));
    }

    private LedgerView ledger() {
        return new LedgerView(
                document().checkpoint().note(),
                18,
                "zhiheng+1+AA",
                List.of(row(17), row(16), row(15)),
                "/ledger?before=15");
    }

    private LedgerView.EntryView entry() {
        return new LedgerView.EntryView(
                row(11),
                HASH,
                "{\"name\":\"CV screening\"}",
                Map.of("reason", say("投诉增多", "More complaints")),
                18,
                HASH,
                List.of(new LedgerView.Step(true, HASH, HASH), new LedgerView.Step(false, HASH, HASH)),
                HASH,
                HASH,
                true,
                document().checkpoint().note(),
                "zhiheng.example/log+0a1b2c3d+AQ");
    }

    /** The menu of somebody for whom much is there and something waits. */
    private static Menu menu(String language) {
        return Menu.of(
                Rooms.nav(),
                Role.ADMINISTRATOR,
                nav -> Set.of("duties", "incidents", "inbox").contains(nav.section()) ? 3 : 0,
                Rooms.words().in(language));
    }

    private FleetView fleet(When when) {
        return new FleetView(
                true,
                List.of(
                        new FleetView.Row(
                                "01890000-0000-7000-8000-000000000001",
                                "hall 1",
                                new State("met", say("接受调用", "Takes calls")),
                                when,
                                say("与此一致", "as here"),
                                say("全部", "all"),
                                when,
                                true),
                        new FleetView.Row(
                                "01890000-0000-7000-8000-000000000002",
                                "hall 2",
                                new State("late", say("失联，已自行收紧", "Cut off, stricter by itself")),
                                when,
                                say("有3个系统未更新", "3 systems behind"),
                                say("2个系统", "2 systems"),
                                when,
                                false)),
                say("联系不上机构时：5分钟后收紧。", "Without the office: stricter after 5 minutes."),
                true);
    }
}
