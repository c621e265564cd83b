package zhiheng.server.rooms.calls;

import gg.jte.Content;
import io.vertx.ext.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Users;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Order;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.gateway.GatewayRoom;
import zhiheng.server.rooms.traffic.CallFilter;
import zhiheng.server.rooms.traffic.CallFilter.Outcome;
import zhiheng.server.rooms.traffic.CallPage;

/** Search among the calls of one system, by their properties or by an answer. */
public final class CallPages {
    private static final int CALLS = 50;
    private static final int NAMES = 100;
    private static final List<String> FIELDS =
            List.of("from", "to", "outcome", "clause", "kind", "model", "surface", "status", "user", "version", "call");
    private static final List<String> SURFACES = List.of(
            "chat/completions",
            "completions",
            "responses",
            "messages",
            "messages/count_tokens",
            "embeddings",
            "rerank",
            "moderations",
            "images/generations",
            "images/edits",
            "audio/speech",
            "audio/transcriptions",
            "audio/translations",
            "models");

    private final GatewayRoom room;
    private final AnswerTrace trace = new AnswerTrace();

    public CallPages(GatewayRoom room) {
        this.room = room;
    }

    public void mount(Router router) {
        room.desk().get(router, GatewayRoom.PATH + "/calls", this::search);
        room.desk().upload(router, GatewayRoom.PATH + "/calls/trace", AnswerTrace.MOST_BYTES, this::trace);
        new OneCallPages(room).mount(router);
    }

    private Reply search(Visit visit) {
        var system = room.system(visit).id();
        var id = visit.query("call").strip();
        if (!id.isEmpty()) {
            var found =
                    room.host().interactions().byId(id).filter(i -> i.system().equals(system));
            if (found.isPresent()) {
                return new Reply.Go(GatewayRoom.href(system) + "/calls/" + id);
            }
        }
        var errors = new HashMap<String, String>();
        if (!id.isEmpty()) {
            errors.put("call", visit.words.t("calls.no-such"));
        }
        var filter = filter(visit, system, errors);
        if (!errors.isEmpty()) {
            var view = view(visit, List.of(), null, null, null, "", asked(visit, errors));
            return room.desk()
                    .wrong(visit, "systems", "rooms/calls/calls", Map.of("p", view), visit.words.t("error.form"));
        }
        var after = visit.query("after");
        var before = visit.query("before");
        boolean newer = !after.isEmpty() || before.isEmpty() && order(visit).turned();
        var cursor = after.isEmpty() ? before : after;
        var page = room.host().interactions().search(filter, cursor.isEmpty() ? null : cursor, newer, CALLS);
        return room.desk()
                .page(visit, "systems", "rooms/calls/calls", Map.of("p", view(visit, page, !cursor.isEmpty())));
    }

    private CallsView view(Visit visit, CallPage page, boolean turned) {
        var order = order(visit);
        var address = address(visit) + "sort=" + order.named() + "&";
        boolean older = page.older() != null && (turned || !order.turned());
        boolean newer = page.newer() != null && (turned || order.turned());
        return view(
                visit,
                order.turned() ? page.calls().reversed() : page.calls(),
                older ? address + "before=" + page.older() : null,
                newer ? address + "after=" + page.newer() : null,
                page.searchedTo() == null
                        ? null
                        : room.site().lexicon(visit).sentence("calls.searched-to", page.searchedTo()),
                "",
                asked(visit, Map.of()));
    }

    private static Order order(Visit visit) {
        return Order.of(visit.query("sort"), List.of("time"));
    }

    /** Of the search, to which more may be added. */
    private static String address(Visit visit) {
        var address = new StringBuilder(GatewayRoom.href(visit.in("id"))).append("/calls?");
        FIELDS.stream()
                .filter(f -> !visit.query(f).isEmpty())
                .forEach(f -> address.append(f)
                        .append('=')
                        .append(URLEncoder.encode(visit.query(f), StandardCharsets.UTF_8))
                        .append('&'));
        return address.toString();
    }

    private static Form asked(Visit visit, Map<String, String> errors) {
        var typed = new HashMap<String, String>();
        FIELDS.forEach(f -> typed.put(f, visit.query(f)));
        return new Form(typed, errors);
    }

    private CallFilter filter(Visit visit, String system, Map<String, String> errors) {
        var user = visit.query("user").strip();
        return new CallFilter(
                system,
                moment(visit, "from", errors),
                moment(visit, "to", errors),
                Arrays.stream(Outcome.values())
                        .filter(o -> o.name().equals(visit.query("outcome")))
                        .findFirst()
                        .orElse(Outcome.ANY),
                visit.query("clause"),
                visit.query("kind"),
                visit.query("model").strip(),
                (int) number(visit, "status", 3, errors),
                visit.query("surface"),
                user.isEmpty() ? null : Users.hash(system, user),
                number(visit, "version", 15, errors));
    }

    private @Nullable Instant moment(Visit visit, String field, Map<String, String> errors) {
        var typed = visit.query(field);
        if (typed.isEmpty()) {
            return null;
        }
        try {
            return LocalDateTime.parse(typed).atZone(room.site().zone(visit)).toInstant();
        } catch (DateTimeParseException e) {
            errors.put(field, visit.words.t("calls.bad-time"));
            return null;
        }
    }

    private static long number(Visit visit, String field, int digits, Map<String, String> errors) {
        var typed = visit.query(field).strip();
        if (typed.isEmpty()) {
            return 0;
        }
        if (!typed.matches("[0-9]{1," + digits + "}")) {
            errors.put(field, visit.words.t("permit.whole"));
            return 0;
        }
        return Long.parseLong(typed);
    }

    private Reply trace(Visit visit) throws java.io.IOException {
        var system = room.system(visit).id();
        var upload = visit.file();
        var text = visit.raw("answer");
        if (upload == null && text.isBlank()) {
            var view = view(
                    visit, List.of(), null, null, null, "", visit.form(Map.of("file", visit.words.t("calls.nothing"))));
            return room.desk()
                    .wrong(visit, "systems", "rooms/calls/calls", Map.of("p", view), visit.words.t("error.form"));
        }
        var found = upload == null
                ? trace.ofText(room.host().interactions(), system, text)
                : trace.ofFile(
                        room.host().interactions(),
                        system,
                        upload.fileName(),
                        java.nio.file.Path.of(upload.uploadedFileName()));
        if (found.size() == 1) {
            visit.tell(visit.words.t("calls.traced.one"));
            return new Reply.Go(
                    GatewayRoom.href(system) + "/calls/" + found.getFirst().id());
        }
        var said = visit.words.t(found.isEmpty() ? "calls.traced.none" : "calls.traced.many", found.size());
        var view = view(visit, found, null, null, null, said, Form.EMPTY);
        return room.desk().page(visit, "systems", "rooms/calls/calls", Map.of("p", view));
    }

    private CallsView view(
            Visit visit,
            List<Interaction> calls,
            @Nullable String older,
            @Nullable String newer,
            @Nullable Content searchedTo,
            String traced,
            Form form) {
        var system = room.system(visit);
        var lexicon = room.site().lexicon(visit);
        var now = room.site().clock().instant();
        var kinds = room.host().interactions().names(system.id(), "kind:", now, NAMES);
        return new CallsView(
                room.head(visit, system, "calls"),
                order(visit).column(visit.words.t("watch.when"), "time", false, address(visit)),
                order(visit).turned(),
                calls.stream().map(c -> CallLines.line(lexicon, c)).toList(),
                older,
                newer,
                searchedTo,
                traced,
                choices(
                        visit,
                        form,
                        "outcome",
                        Arrays.stream(Outcome.values()).map(Enum::name).toList(),
                        false),
                choices(
                        visit,
                        form,
                        "clause",
                        Arrays.stream(Clause.values())
                                .map(Clause::id)
                                .distinct()
                                .toList(),
                        true),
                choices(visit, form, "kind", with(kinds, form.value("kind")), true),
                choices(visit, form, "surface", SURFACES, true),
                room.host().interactions().names(system.id(), "model:", now, NAMES),
                form);
    }

    /** What is searched for is offered, even if it was not seen of late. */
    private static List<String> with(List<String> known, String asked) {
        var all = new ArrayList<>(known);
        if (!asked.isEmpty() && !known.contains(asked)) {
            all.add(asked);
        }
        return all.stream().sorted().toList();
    }

    private static List<Choice> choices(Visit visit, Form form, String field, List<String> values, boolean plain) {
        var choices = new ArrayList<Choice>();
        if (plain) {
            choices.add(
                    new Choice("", visit.words.t("calls.any"), form.value(field).isEmpty()));
        }
        values.forEach(v -> choices.add(
                new Choice(v, plain ? v : visit.words.t("calls.outcome." + v), v.equals(form.value(field)))));
        return choices;
    }
}
