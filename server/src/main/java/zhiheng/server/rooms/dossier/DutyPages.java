package zhiheng.server.rooms.dossier;

import io.vertx.ext.web.Router;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.dossier.Dossier;
import zhiheng.office.duties.DutyNote;
import zhiheng.office.duties.TrackedDuty;
import zhiheng.office.people.Role;
import zhiheng.office.registry.DutyState;
import zhiheng.packs.Crosswalk;
import zhiheng.packs.Nature;
import zhiheng.packs.SideBySide;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** One duty of one system: where it stands, who looks after it, and the evidence. */
public final class DutyPages {
    private static final List<DutyState> SETTABLE = List.of(
            DutyState.NOT_ASSESSED,
            DutyState.PLANNED,
            DutyState.IN_PROGRESS,
            DutyState.MET,
            DutyState.GAP,
            DutyState.EXEMPTED,
            DutyState.NOT_APPLICABLE);
    private final Site site;
    private final Desk desk;
    private final Supplier<Crosswalk> crosswalk;

    public DutyPages(Site site, Desk desk, Supplier<Crosswalk> crosswalk) {
        this.site = site;
        this.desk = desk;
        this.crosswalk = crosswalk;
    }

    public void mount(Router router) {
        desk.get(
                router,
                "/systems/:id/duties/:duty",
                visit -> desk.page(
                        visit, "systems", "rooms/dossier/duty", Map.of("p", view(visit, null, null, Form.EMPTY))));
        desk.post(router, "/systems/:id/duties/:duty", this::setState);
        desk.upload(router, "/systems/:id/duties/:duty/evidence", this::addEvidence);
        desk.get(router, "/evidence/:id", this::evidence);
        desk.post(router, "/systems/:id/duties/:duty/evidence/:evidence/withdraw", this::withdraw);
        desk.post(router, "/systems/:id/duties/:duty/evidence/:evidence/serve", this::serve);
        desk.post(router, "/systems/:id/duties/:duty/met", this::meet);
        desk.post(router, "/systems/:id/duties/:duty/notes", this::say);
        desk.post(router, "/systems/:id/duties/:duty/notes/:note/close", this::close);
        desk.post(router, "/systems/:id/events", this::record);
        desk.post(router, "/systems/:id/events/:event/settle", this::settle);
    }

    private DutyView view(Visit visit, @Nullable Form state, @Nullable Form evidence, Form words) {
        var dossier = site.office()
                .dossiers()
                .of(visit.actor(), visit.in("id"), site.office().days());
        var duty = dossier.duties().stream()
                .filter(d -> d.duty().id().equals(visit.in("duty")))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound(
                        "该系统目前没有这项义务，可能因回答改变而不再适用。请返回档案查看。",
                        "The system does not have this duty now; changed answers may have taken it away. Go"
                                + " back to the dossier."));
        var href = "/systems/" + dossier.system().id();
        var chapters = new Chapters(site.lexicon(visit), site.library().packs(), Map.of());
        var form = state == null ? present(duty) : state;
        var seen = state == null ? duty.version() : visit.version();
        return new DutyView(
                href,
                dossier.system().name(),
                chapters.duty(href, duty, dossier.today(duty)),
                states(visit, duty, form.value("state")),
                people(visit, dossier.system().orgId(), form.value("assignee")),
                form,
                seen == duty.version() ? null : other(visit, duty),
                others(visit, dossier, duty),
                notes(visit, href),
                kinds(visit, duty, words.value("kind")),
                evidence == null ? Form.EMPTY : evidence,
                words);
    }

    private static Form present(TrackedDuty duty) {
        var until = duty.until() == null ? "" : duty.until().toString();
        return new Form(
                Map.of(
                        "state", duty.standing().name(),
                        "owner", duty.owner(),
                        "assignee", duty.assignee(),
                        "until", until,
                        "reason", duty.reason()),
                Map.of());
    }

    private List<Choice> people(Visit visit, String org, String chosen) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", visit.words.t("assignee.nobody"), chosen.isEmpty()));
        site.identity()
                .assignable(visit.actor(), org)
                .forEach(p -> choices.add(new Choice(p.id(), p.name(), p.id().equals(chosen))));
        if (choices.stream().noneMatch(Choice::chosen)) { // somebody who has left the organisation since
            choices.add(new Choice(chosen, visit.words.t("assignee.gone"), true));
        }
        return choices;
    }

    /** Null where the form did not ask. */
    private static @Nullable String assignee(Visit visit) {
        return visit.names().contains("assignee") ? visit.typed("assignee") : null;
    }

    private void checkAssignee(Visit visit, @Nullable String person) {
        if (person != null && !person.isEmpty()) {
            var system = site.office().registry().system(visit.actor(), visit.in("id"));
            site.identity().checkAssignable(visit.actor(), system.orgId(), person);
        }
    }

    private List<DutyView.Note> notes(Visit visit, String href) {
        var lexicon = site.lexicon(visit);
        var people = site.people(visit);
        return site.office().notes().of(visit.actor(), visit.in("id"), visit.in("duty")).stream()
                .map(n -> new DutyView.Note(
                        visit.words.t("note." + n.kind()),
                        people.getOrDefault(n.author(), visit.words.t("note.somebody")),
                        lexicon.when(n.at()),
                        n.text(),
                        n.kind().request() && n.closedAt() == null
                                ? href + "/duties/" + n.duty() + "/notes/" + n.id() + "/close"
                                : ""))
                .toList();
    }

    private static List<Choice> kinds(Visit visit, TrackedDuty duty, String chosen) {
        boolean provider = visit.actor().role() == Role.PROVIDER;
        return java.util.stream.Stream.of(DutyNote.Kind.values())
                .filter(k ->
                        k != DutyNote.Kind.EXEMPTION || provider && duty.duty().waivable())
                .filter(k -> k != DutyNote.Kind.INFORMATION || !provider)
                .map(k -> new Choice(
                        k.name(), visit.words.t("note." + k), k.name().equals(chosen)))
                .toList();
    }

    private Reply say(Visit visit) {
        try {
            var kind = java.util.stream.Stream.of(DutyNote.Kind.values())
                    .filter(k -> k.name().equals(visit.typed("kind")))
                    .findFirst()
                    .orElse(DutyNote.Kind.COMMENT);
            site.office().notes().say(visit.actor(), visit.in("id"), visit.in("duty"), kind, visit.typed("text"));
            visit.tell(visit.words.t("note.said"));
            return new Reply.Go(here(visit) + "#notes");
        } catch (Refusal e) {
            return again(visit, visit.form(Map.of()), e);
        }
    }

    private Reply close(Visit visit) {
        site.office().notes().close(visit.actor(), visit.in("id"), visit.in("note"));
        visit.tell(visit.words.t("note.closed"));
        return new Reply.Go(here(visit) + "#notes");
    }

    /** Duties of the system that are still to be done, for evidence that serves several: those first of which the crosswalk says so. */
    private List<Choice> others(Visit visit, Dossier dossier, TrackedDuty duty) {
        var pending = dossier.duties().stream()
                .filter(d -> d != duty && d.line().state().pending())
                .map(d -> Crosswalk.end(d.duty()))
                .toList();
        return SideBySide.of(crosswalk.get(), List.of(Crosswalk.end(duty.duty())), pending).rows().stream()
                .sorted(Comparator.comparing(SideBySide.Row::standing))
                .map(row -> new Choice(row.duty().id(), label(visit, row), false))
                .toList();
    }

    private static String label(Visit visit, SideBySide.Row row) {
        var name = row.duty().id() + " · " + visit.words.t(row.duty().title());
        return row.by().isEmpty()
                ? name
                : name + " · "
                        + visit.words.t(
                                "serve.crosswalk", visit.words.t(row.standing().label()));
    }

    /** What somebody else saved while this form was open. */
    private DutyView.Other other(Visit visit, TrackedDuty duty) {
        return new DutyView.Other(
                DutyWords.state(visit.words, duty.duty().nature(), duty.standing()),
                (site.people(visit).getOrDefault(duty.assignee(), "") + " " + duty.owner()).strip(),
                duty.reason());
    }

    /** Only what this person may choose for this duty: an exemption is an authority's, and only of what can be waived. */
    private static List<Choice> states(Visit visit, TrackedDuty duty, String chosen) {
        var role = visit.actor().role();
        boolean exempts = duty.duty().waivable() && (role == Role.ADMINISTRATOR || role == Role.OFFICER);
        return SETTABLE.stream()
                .filter(s -> exempts || s != DutyState.EXEMPTED || s.name().equals(chosen))
                .filter(s -> duty.duty().nature() != Nature.PROHIBITION
                        || s != DutyState.PLANNED && s != DutyState.IN_PROGRESS)
                .map(s -> new Choice(
                        s.name(),
                        DutyWords.state(visit.words, duty.duty().nature(), s).word(),
                        s.name().equals(chosen)))
                .toList();
    }

    private Reply setState(Visit visit) {
        var errors = new Errors(visit);
        var until = errors.date("until");
        var state = SETTABLE.stream()
                .filter(s -> s.name().equals(visit.typed("state")))
                .findFirst();
        if (state.isEmpty()) {
            errors.add("state", visit.words.t("answer.bad-option"));
        }
        if (!errors.any() && state.isPresent()) {
            try {
                checkAssignee(visit, assignee(visit));
                site.office()
                        .duties()
                        .set(
                                visit.actor(),
                                visit.in("id"),
                                visit.in("duty"),
                                state.get(),
                                visit.typed("owner"),
                                assignee(visit),
                                until,
                                visit.typed("reason"),
                                visit.version());
                visit.tell(visit.words.t("duty.saved"));
                return new Reply.Go(here(visit));
            } catch (Refusal e) {
                errors.add(e.where().equals("assignee") ? "assignee" : "state", shown(visit, e));
            }
        }
        return desk.wrong(
                visit,
                "systems",
                "rooms/dossier/duty",
                Map.of("p", view(visit, visit.form(errors.map()), null, Form.EMPTY)),
                visit.words.t("error.form"));
    }

    /** A duty that comes back was met: which time, and when; today unless a day is given. */
    private Reply meet(Visit visit) {
        var errors = new Errors(visit).required("met-due");
        var due = errors.date("met-due");
        var day = errors.date("met-day");
        if (!errors.any() && due != null) {
            try {
                site.office().duties().meet(visit.actor(), visit.in("id"), visit.in("duty"), due, day);
                visit.tell(visit.words.t("rounds.said"));
                return new Reply.Go(here(visit) + "#rounds");
            } catch (Refusal e) {
                var where = e.where().equals("met-day") ? "met-day" : "met-due";
                return again(visit, visit.form(Map.of(where, shown(visit, e))), e);
            }
        }
        var parts = Map.<String, Object>of("p", view(visit, null, null, visit.form(errors.map())));
        return desk.wrong(visit, "systems", "rooms/dossier/duty", parts, visit.words.t("error.form"));
    }

    /** What can be mended in the form is said there, and nothing that was typed is lost. */
    private static String shown(Visit visit, Refusal e) {
        return switch (e.kind()) {
            case MALFORMED, INVALID, CONFLICT, FORBIDDEN -> visit.words.t(e.text());
            case NOT_FOUND, UNAVAILABLE -> throw e;
        };
    }

    private static String here(Visit visit) {
        return "/systems/" + visit.in("id") + "/duties/" + visit.in("duty");
    }

    private Reply addEvidence(Visit visit) throws java.io.IOException {
        var errors = new Errors(visit).required("title");
        var expires = errors.date("expires");
        var link = visit.typed("link");
        var file = visit.file();
        if (file == null && link.isEmpty()) {
            errors.add("link", visit.words.t("evidence.need"));
        } else if (file != null && !link.isEmpty()) {
            errors.add("link", visit.words.t("evidence.one"));
        }
        if (expires != null && expires.isBefore(site.office().days().earliest())) {
            errors.add("expires", visit.words.t("evidence.past"));
        }
        if (!errors.any()) {
            try {
                if (file == null) {
                    site.office()
                            .evidence()
                            .add(
                                    visit.actor(),
                                    visit.in("id"),
                                    visit.in("duty"),
                                    visit.typed("title"),
                                    link,
                                    null,
                                    null,
                                    expires);
                } else {
                    try (var in = Files.newInputStream(Path.of(file.uploadedFileName()))) {
                        site.office()
                                .evidence()
                                .add(
                                        visit.actor(),
                                        visit.in("id"),
                                        visit.in("duty"),
                                        visit.typed("title"),
                                        null,
                                        file.fileName(),
                                        in,
                                        expires);
                    }
                }
                visit.tell(visit.words.t("evidence.added"));
                return new Reply.Go(here(visit) + "#evidence");
            } catch (Refusal e) {
                errors.add("link", shown(visit, e));
            }
        }
        return desk.wrong(
                visit,
                "systems",
                "rooms/dossier/duty",
                Map.of("p", view(visit, null, visit.form(errors.map()), Form.EMPTY)),
                visit.words.t("error.form"));
    }

    /** Always a download, never shown in place: an uploaded page must not run as ours. */
    private Reply evidence(Visit visit) throws java.io.IOException {
        var evidence = site.office().evidence().one(visit.actor(), visit.in("id"));
        try (var in = site.office().evidence().content(visit.actor(), visit.in("id"))) {
            var name = evidence.fileName() == null ? evidence.id() : evidence.fileName();
            return new Reply.Download("application/octet-stream", name, in.readAllBytes());
        }
    }

    private Reply withdraw(Visit visit) {
        try {
            site.office()
                    .evidence()
                    .withdraw(
                            visit.actor(),
                            visit.in("evidence"),
                            visit.typed("why"),
                            !visit.typed("erase").isEmpty());
            visit.tell(visit.words.t("evidence.withdraw.done"));
            return new Reply.Go(here(visit) + "#evidence");
        } catch (Refusal e) {
            return again(visit, new Form(Map.of("why-" + visit.in("evidence"), visit.typed("why")), Map.of()), e);
        }
    }

    /** The page again with what was typed in one of its small forms; a 409 shows what others did meanwhile. */
    private Reply again(Visit visit, Form words, Refusal e) {
        var said = shown(visit, e);
        Map<String, Object> parts = Map.of("p", view(visit, null, null, words));
        return e.kind() == Refusal.Kind.CONFLICT
                ? desk.stale(visit, "systems", "rooms/dossier/duty", parts, said)
                : desk.wrong(visit, "systems", "rooms/dossier/duty", parts, said);
    }

    private Reply serve(Visit visit) {
        var duties = visit.typedAll("serves");
        try {
            site.office().evidence().serve(visit.actor(), visit.in("evidence"), duties);
        } catch (Refusal e) {
            return again(visit, Form.EMPTY, e);
        }
        visit.tell(visit.words.t("evidence.served", duties.size()));
        return new Reply.Go(here(visit) + "#evidence");
    }

    /** Something happened. Where it is refused the dossier comes back with the form open and all that was typed. */
    private Reply record(Visit visit) {
        var errors = new Errors(visit).required("at");
        if (!errors.any()) {
            try {
                var at = LocalDateTime.parse(visit.typed("at"))
                        .atZone(site.zone(visit))
                        .toInstant();
                site.office()
                        .events()
                        .record(visit.actor(), visit.in("id"), visit.typed("event"), at, visit.typed("note"));
                visit.tell(visit.words.t("event.recorded"));
                return new Reply.Go("/systems/" + visit.in("id") + "#events");
            } catch (DateTimeParseException e) {
                errors.add("at", visit.words.t("event.bad-time"));
            } catch (Refusal e) {
                errors.add(e.where().equals("note") ? "note" : "at", shown(visit, e));
            }
        }
        return desk.wrong(
                visit,
                "systems",
                "rooms/dossier/dossier",
                new DossierPages(site, desk).dossierParts(visit, visit.form(errors.map())),
                visit.words.t("error.form"));
    }

    private Reply settle(Visit visit) {
        site.office().events().settle(visit.actor(), visit.in("id"), visit.in("event"), visit.typed("duty"));
        visit.tell(visit.words.t("event.settled"));
        return new Reply.Go("/systems/" + visit.in("id") + "#events");
    }
}
