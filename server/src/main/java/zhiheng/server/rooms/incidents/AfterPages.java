package zhiheng.server.rooms.incidents;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.cases.bundle.Tlp;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** After an incident: its five times, the root cause, duties to mend it; and the whole as a STIX bundle. */
final class AfterPages {
    private static final String PAGE = "/incidents/:incident/after";
    private static final String TEMPLATE = "rooms/incidents/after";

    private final Site site;
    private final Desk desk;
    private final IncidentDesk incidents;
    private final AfterDesk after;
    private final StixExport stix;

    AfterPages(Site site, Desk desk, IncidentDesk incidents, AfterDesk after, StixExport stix) {
        this.site = site;
        this.desk = desk;
        this.incidents = incidents;
        this.after = after;
        this.stix = stix;
    }

    void mount(Router router) {
        desk.get(router, PAGE, visit -> desk.page(visit, "incidents", TEMPLATE, Map.of("p", view(visit, Form.EMPTY))));
        desk.post(
                router,
                PAGE + "/cause",
                visit -> deed(
                        visit,
                        "cause",
                        () -> after.cause(
                                visit.actor(), visit.in("incident"), visit.typed("cause"), visit.typed("was"))));
        desk.post(
                router,
                PAGE + "/duties",
                visit -> deed(
                        visit,
                        "due",
                        () -> after.duty(
                                visit.actor(),
                                visit.in("incident"),
                                visit.typed("title"),
                                visit.typed("owner"),
                                day(visit.typed("due")))));
        desk.upload(router, PAGE + "/duties/:duty", AfterDesk.MOST_BYTES, this::close);
        desk.get(router, PAGE + "/duties/:duty/file", this::file);
        desk.get(router, "/incidents/:incident/stix", this::stix);
    }

    private Reply deed(Visit visit, String field, Runnable deed) {
        try {
            deed.run();
            visit.tell(visit.words.t("incident.done"));
            return new Reply.Go("/incidents/" + visit.in("incident") + "/after");
        } catch (Refusal e) {
            return switch (e.kind()) {
                case INVALID, MALFORMED, CONFLICT -> {
                    var view = view(visit, visit.form(Map.of(field, visit.words.t(e.text()))));
                    yield desk.wrong(visit, "incidents", TEMPLATE, Map.of("p", view), visit.words.t(e.text()));
                }
                case FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
            };
        }
    }

    static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("日期请写作 2026-12-31。", "Write the day as 2026-12-31.");
        }
    }

    private Reply close(Visit visit) throws IOException {
        var file = visit.file();
        var body = file == null ? new byte[0] : Files.readAllBytes(Path.of(file.uploadedFileName()));
        return deed(
                visit,
                "file",
                () -> after.close(
                        visit.actor(),
                        visit.in("incident"),
                        visit.in("duty"),
                        visit.typed("words"),
                        file == null ? "" : file.fileName(),
                        body));
    }

    private Reply file(Visit visit) {
        var body = after.file(visit.actor(), visit.in("incident"), visit.in("duty"));
        var name = after.duties(visit.actor(), visit.in("incident")).stream()
                .filter(c -> c.id().equals(visit.in("duty")))
                .map(Corrective::fileName)
                .findFirst()
                .orElse("file");
        return new Reply.Download("application/octet-stream", name, body);
    }

    private Reply stix(Visit visit) {
        var tlp = visit.query("tlp");
        var text = stix.of(visit.actor(), visit.in("incident"), Tlp.of(tlp.isEmpty() ? Tlp.AMBER.mark() : tlp));
        return new Reply.Download(
                "application/stix+json;version=2.1",
                "incident-" + visit.in("incident") + ".stix.json",
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private AfterView view(Visit visit, Form form) {
        var actor = visit.actor();
        var i = incidents.one(actor, visit.in("incident"));
        var t = incidents.timeline(actor, i);
        var href = "/incidents/" + i.id() + "/after";
        boolean may = actor.role().mayChange();
        var cause = after.cause(actor, i.id());
        var typed = new java.util.TreeMap<>(form.typed());
        typed.putIfAbsent("cause", cause);
        return new AfterView(
                i.title(),
                "/incidents/" + i.id(),
                href,
                may,
                List.of(
                        moment(visit, "T_detect", "detect", t, t.detect()),
                        moment(visit, "T_ack", "ack", t, t.ack()),
                        moment(visit, "T_contain", "contain", t, t.contain()),
                        moment(visit, "T_recover", "recover", t, t.recover()),
                        moment(visit, "T_report", "report", t, t.report())),
                cause,
                after.duties(actor, i.id()).stream()
                        .map(c -> duty(visit, c, href, may))
                        .toList(),
                new Form(typed, form.errors()));
    }

    private AfterView.Moment moment(Visit visit, String name, String word, Timeline t, @Nullable Instant at) {
        var took = Optional.ofNullable(t.took(x -> at)).filter(d -> !d.isZero());
        return new AfterView.Moment(
                name,
                visit.words.t("after." + word),
                at == null ? null : site.lexicon(visit).whenExactly(at),
                took.map(d -> "+" + IncidentListPages.took(d)).orElse(""));
    }

    private AfterView.Duty duty(Visit visit, Corrective c, String href, boolean may) {
        boolean late = c.late(after.today());
        return new AfterView.Duty(
                c.title(),
                c.owner(),
                c.due().toString(),
                c.done() != null
                        ? new State("met", visit.words.t("after.closed"))
                        : new State(late ? "late" : "doing", visit.words.t(late ? "after.late" : "after.open")),
                c.words(),
                c.fileName(),
                c.done() == null ? "" : href + "/duties/" + c.id() + "/file",
                c.done() == null && may ? href + "/duties/" + c.id() : "");
    }
}
