package zhiheng.server.rooms.exchange;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.base.Refusal;
import zhiheng.cases.bundle.BundleFile;
import zhiheng.cases.bundle.Field;
import zhiheng.cases.bundle.Parcel;
import zhiheng.cases.bundle.Tlp;
import zhiheng.office.people.Role;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** What was handed over: the list, one parcel, and the forms to hand over, take in, answer and pass on. */
final class ExchangePages {
    private static final String LIST = "rooms/exchange/exchange";
    private static final String ONE = "rooms/exchange/parcel";
    private static final int ROWS = 50;

    private final Site site;
    private final Desk desk;
    private final ExchangeDesk exchange;
    private final BundleExport export;
    private final Intake intake;

    ExchangePages(Site site, Desk desk, ExchangeDesk exchange, BundleExport export, Intake intake) {
        this.site = site;
        this.desk = desk;
        this.exchange = exchange;
        this.export = export;
        this.intake = intake;
    }

    void mount(Router router) {
        desk.get(
                router, "/exchange", visit -> desk.page(visit, "exchange", LIST, Map.of("p", list(visit, Form.EMPTY))));
        desk.post(router, "/exchange", visit -> deed(visit, "ask", this::hand));
        desk.upload(router, "/exchange/taken", BundleFile.MOST_BYTES, visit -> deed(visit, "file", this::take));
        desk.post(router, "/exchange/peers", visit -> deed(visit, "key", this::know));
        desk.get(
                router,
                "/exchange/:parcel",
                visit -> desk.page(visit, "exchange", ONE, Map.of("p", parcel(visit, Form.EMPTY))));
        desk.post(router, "/exchange/:parcel", this::act);
        desk.get(
                router,
                "/exchange/:parcel/bundle",
                visit -> new Reply.Download(
                        "application/json",
                        visit.in("parcel") + ".zhiheng.json",
                        export.of(visit.actor(), visit.in("parcel"), null, visit.queries("field"))
                                .getBytes(StandardCharsets.UTF_8)));
    }

    private interface Work {
        String run(Visit visit) throws IOException;
    }

    /** A form of the list; what was typed is kept where it is refused. */
    private Reply deed(Visit visit, String field, Work work) throws IOException {
        try {
            return new Reply.Go("/exchange/" + work.run(visit));
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.NOT_FOUND || e.kind() == Refusal.Kind.UNAVAILABLE) {
                throw e;
            }
            var view = list(visit, visit.form(Map.of(field, visit.words.t(e.text()))));
            return desk.wrong(visit, "exchange", LIST, Map.of("p", view), visit.words.t("error.form"));
        }
    }

    private String hand(Visit visit) {
        var place = visit.typed("place");
        var handed = exchange.hand(
                visit.actor(),
                new Order(
                        visit.typed("case"),
                        visit.typed("task"),
                        visit.typed("ask"),
                        visit.typedAll("field"),
                        Tlp.of(visit.typed("tlp")),
                        visit.typed("org"),
                        place,
                        due(visit)));
        visit.tell(visit.words.t("exchange.handed"));
        return handed.id();
    }

    private @Nullable Instant due(Visit visit) {
        var typed = visit.typed("due");
        if (typed.isEmpty()) {
            return null;
        }
        try {
            return LocalDateTime.parse(typed).atZone(site.zone(visit)).toInstant();
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("时间请写作 2026-11-29T14:30。", "Write the time as 2026-11-29T14:30.");
        }
    }

    private String take(Visit visit) throws IOException {
        var file = visit.file();
        if (file == null) {
            throw Refusal.invalid("请选择一个文件。", "Choose a file.");
        }
        var taken = intake.take(visit.actor(), ExchangeApi.text(Path.of(file.uploadedFileName())));
        visit.tell(visit.words.t(taken.already() ? "exchange.already" : "exchange.taken"));
        return taken.handed().id();
    }

    private String know(Visit visit) {
        intake.know(visit.actor(), visit.typed("key"), visit.typed("witness"), visit.typed("name"));
        visit.tell(visit.words.t("exchange.known"));
        return "";
    }

    private Reply act(Visit visit) {
        var id = visit.in("parcel");
        try {
            switch (visit.typed("deed")) {
                case "done", "declined" -> {
                    var sent =
                            intake.answer(visit.actor(), id, visit.typed("deed").equals("done"), visit.typed("words"));
                    visit.tell(visit.words.t("exchange.answered"));
                    return new Reply.Go("/exchange/" + sent.id());
                }
                case "pass" -> {
                    var sent = exchange.passOn(visit.actor(), id, visit.typed("org"), visit.typedAll("field"));
                    visit.tell(visit.words.t("exchange.handed"));
                    return new Reply.Go("/exchange/" + sent.id());
                }
                case "back" -> {
                    exchange.back(visit.actor(), id);
                    visit.tell(visit.words.t("exchange.is-back"));
                    return new Reply.Go("/exchange/" + id);
                }
                default -> throw Refusal.invalid("请选择要办的事。", "Choose what to do.");
            }
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.NOT_FOUND || e.kind() == Refusal.Kind.UNAVAILABLE) {
                throw e;
            }
            var field = visit.typed("deed").equals("pass") ? "org" : "words";
            var view = parcel(visit, visit.form(Map.of(field, visit.words.t(e.text()))));
            return desk.wrong(visit, "exchange", ONE, Map.of("p", view), visit.words.t("error.form"));
        }
    }

    private ExchangeView list(Visit visit, Form form) {
        var actor = visit.actor();
        var words = visit.words;
        var caseId = form.typed().isEmpty() ? visit.query("case") : form.value("case");
        var before = visit.query("before");
        var handed = exchange.list(actor, caseId, before.isEmpty() ? null : before, ROWS);
        var fields = caseId.isEmpty() ? List.<Field>of() : exchange.fields(actor, caseId);
        var ticked = visit.typedAll("field");
        var peers = intake.peers();
        return new ExchangeView(
                handed.stream().map(h -> row(visit, h)).toList(),
                handed.size() < ROWS
                        ? null
                        : "/exchange?case=" + caseId + "&before="
                                + handed.getLast().id(),
                caseId,
                fields.stream()
                        .map(f -> new Choice(f.name(), f.name(), ticked.contains(f.name())))
                        .toList(),
                caseId.isEmpty() ? List.of() : tasks(visit, caseId, form.value("task")),
                Stream.of(Tlp.values())
                        .map(t -> new Choice(
                                t.mark(),
                                "TLP:" + t.mark() + " · " + words.t("exchange.tlp." + t),
                                form.value("tlp").isEmpty()
                                        ? t == Tlp.AMBER
                                        : t.mark().equals(form.value("tlp"))))
                        .toList(),
                Stream.concat(
                                Stream.of(new Choice(
                                        "",
                                        words.t("exchange.here"),
                                        form.value("place").isEmpty())),
                                peers.stream()
                                        .map(p -> new Choice(
                                                p.log(),
                                                p.name() + " · " + p.log(),
                                                p.log().equals(form.value("place")))))
                        .toList(),
                peers.stream()
                        .map(p -> new ExchangeView.Known(
                                p.name(), p.log(), p.size(), !p.witnessKey().isEmpty()))
                        .toList(),
                exchange.log(),
                exchange.key(),
                actor.role() == Role.ADMINISTRATOR,
                actor.role().mayChange(),
                form);
    }

    private List<Choice> tasks(Visit visit, String caseId, String chosen) {
        var result = new ArrayList<Choice>();
        result.add(new Choice("", visit.words.t("exchange.whole"), chosen.isEmpty()));
        exchange.tasks(visit.actor(), caseId)
                .forEach((id, name) -> result.add(new Choice(id, visit.words.t(name), id.equals(chosen))));
        return result;
    }

    private ExchangeView.Row row(Visit visit, Handed h) {
        var lexicon = site.lexicon(visit);
        var due = h.parcel().due();
        return new ExchangeView.Row(
                "/exchange/" + h.id(),
                title(visit, h),
                way(visit, h),
                "TLP:" + h.parcel().tlp().mark(),
                state(visit, h),
                lexicon.when(h.parcel().time()),
                due == null ? null : lexicon.when(due));
    }

    private static String title(Visit visit, Handed h) {
        var p = h.parcel();
        return switch (p.kind()) {
                    case CASE -> visit.words.t("exchange.kind.case");
                    case TASK -> visit.words.t("exchange.kind.task", p.task());
                    case ANSWER -> visit.words.t("exchange.kind.answer");
                }
                + " · " + visit.words.t("exchange.number", p.number());
    }

    private static String way(Visit visit, Handed h) {
        return h.handedBy(visit.actor())
                ? visit.words.t("exchange.to", to(h.parcel()))
                : visit.words.t("exchange.from", party(h.parcel().from()));
    }

    private static String to(Parcel parcel) {
        return parcel.to().stream().map(ExchangePages::party).collect(Collectors.joining(", "));
    }

    private static String party(Parcel.Party party) {
        return party.org().isEmpty() ? party.log() : party.org() + " · " + party.log();
    }

    private static State state(Visit visit, Handed h) {
        var tone = switch (h.state()) {
            case OPEN -> "doing";
            case LATE -> "late";
            case DONE -> "met";
            case DECLINED -> "gap";
            case BACK -> "not";
            case SENT -> "told";
        };
        return new State(tone, visit.words.t("exchange.state." + h.state()));
    }

    private ParcelView parcel(Visit visit, Form form) {
        var actor = visit.actor();
        var h = exchange.one(actor, visit.in("parcel"));
        var p = h.parcel();
        var lexicon = site.lexicon(visit);
        boolean own = h.handedBy(actor);
        boolean onward = h.heldBy(actor) && h.way() == Handed.Way.IN && p.tlp().beyondNamed();
        boolean holds = h.heldBy(actor) && actor.role().mayChange();
        var answered = h.answered();
        var due = p.due();
        return new ParcelView(
                "/exchange/" + h.id(),
                title(visit, h),
                party(p.from()),
                to(p),
                "TLP:" + p.tlp().mark(),
                visit.words.t("exchange.tlp." + p.tlp()),
                state(visit, h),
                lexicon.when(p.time()),
                due == null ? null : lexicon.when(due),
                p.ask(),
                h.answer(),
                answered == null ? null : lexicon.when(answered),
                h.given().stream()
                        .map(f -> new ParcelView.Line(
                                f.name(), f.value() instanceof String text ? text : Json.write(f.value())))
                        .toList(),
                p.withheld(h.given().size()),
                own && !h.caseId().isEmpty() ? "/cases/" + h.caseId() : "",
                own && h.ledgerIndex() >= 0 ? "/ledger/" + h.ledgerIndex() : "",
                own && h.way() == Handed.Way.OUT && h.state() != Handed.State.BACK
                        ? "/exchange/" + h.id() + "/bundle"
                        : "",
                onward ? "/exchange/" + h.id() + "/bundle" : "",
                holds && h.state().waits(),
                holds && p.tlp().beyondNamed(),
                own && actor.role().mayChange() && h.state().waits(),
                form);
    }
}
