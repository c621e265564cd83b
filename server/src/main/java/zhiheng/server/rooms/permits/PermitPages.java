package zhiheng.server.rooms.permits;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import zhiheng.base.BadValue;
import zhiheng.base.Refusal;
import zhiheng.gateway.permit.Containment;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Preview;
import zhiheng.gateway.permit.Terms;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Now;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.calls.CallLines;
import zhiheng.server.rooms.gateway.GatewayRoom;

/** The permit of one system, to be read and changed, with what a change would have done to the calls of a day. */
public final class PermitPages {
    private static final int KINDS = 100;

    private final GatewayRoom room;

    public PermitPages(GatewayRoom room) {
        this.room = room;
    }

    public void mount(Router router) {
        var path = GatewayRoom.PATH + "/permit";
        room.desk().get(router, path, visit -> {
            var system = room.system(visit).id();
            if (room.host().permits().of(system) == null) {
                return new Reply.Go(GatewayRoom.href(system)); // where the first permit is issued
            }
            var permit = room.permit(system);
            return page(visit, new Form(PermitForm.values(permit), Map.of()), null);
        });
        room.desk().post(router, path, this::form);
        room.desk().post(router, path + "/json", this::json);
    }

    private Reply page(Visit visit, Form form, PermitView.@Nullable Preview preview) {
        return room.desk()
                .page(visit, "systems", "rooms/permits/permit", Map.of("p", view(visit, form, preview, null)));
    }

    /** The form again, with what somebody else saved meanwhile beside it; sent again it stands on their version. */
    private Reply stale(Visit visit, Form form, List<Now> now) {
        return room.desk()
                .conflict(visit, "systems", "rooms/permits/permit", Map.of("p", view(visit, form, null, now)));
    }

    private Reply wrong(Visit visit, Form form) {
        return wrong(visit, form, visit.words.t("error.form"));
    }

    private Reply wrong(Visit visit, Form form, String said) {
        return room.desk()
                .wrong(visit, "systems", "rooms/permits/permit", Map.of("p", view(visit, form, null, null)), said);
    }

    private Reply form(Visit visit) {
        var permit = room.permit(room.mayChange(visit));
        boolean change = visit.typed("do").equals("change");
        var errors = new Errors(visit);
        if (change) {
            errors.required("reason");
        }
        if (visit.typed("do").equals("preset")) {
            return preset(visit, permit);
        }
        var wanted = new PermitForm(visit.form(Map.of()).typed(), visit.words, permit, errors).read();
        if (wanted == null) {
            return wrong(visit, visit.form(errors.map()));
        }
        if (!change) {
            var preview = visit.typed("do").equals("preview") ? preview(visit, wanted) : null;
            return page(visit, visit.form(Map.of()), preview);
        }
        try {
            return room.change(visit, wanted, visit.typed("reason"));
        } catch (Refusal e) {
            var now = room.permit(permit.system());
            var form = visit.form(Map.of());
            return now.version() == wanted.version()
                    ? wrong(visit, form, said(visit, e))
                    : stale(visit, PermitNow.on(now, form), PermitNow.fields(visit.words, now, form));
        }
    }

    /** The form filled for a common case; nothing is changed. */
    private Reply preset(Visit visit, Permit permit) {
        for (var preset : Preset.values()) {
            if (preset.name().equals(visit.typed("preset"))) {
                var typed = visit.form(Map.of()).typed();
                var fields = preset.fields(permit, typed);
                fields.put("preset", preset.name());
                return page(visit, new Form(fields, Map.of()), null);
            }
        }
        return wrong(visit, visit.form(Map.of("preset", visit.words.t("answer.bad-option"))));
    }

    /** What is wrong is told above the form, which is kept. */
    private static String said(Visit visit, Refusal e) {
        return switch (e.kind()) {
            case MALFORMED, INVALID, CONFLICT, UNAVAILABLE -> visit.words.t(e.text());
            case FORBIDDEN, NOT_FOUND -> throw e;
        };
    }

    private Reply json(Visit visit) {
        var system = room.mayChange(visit);
        try {
            var typed = PermitJson.readTyped(visit.typed("permit"));
            if (!typed.system().equals(system)) {
                return wrongJson(visit, "permit", "system: " + system);
            }
            if (visit.typed("do").equals("preview")) {
                return page(visit, jsonForm(visit, typed, Map.of()), preview(visit, typed));
            }
            if (visit.typed("why").isEmpty()) {
                return wrongJson(visit, "why", visit.words.t("error.required"));
            }
            return change(visit, typed);
        } catch (IllegalArgumentException e) {
            return wrongJson(visit, "permit", visit.words.t(BadValue.said(e)));
        }
    }

    private Reply change(Visit visit, Permit typed) {
        try {
            return room.change(visit, typed, visit.typed("why"));
        } catch (Refusal e) {
            var now = room.permit(typed.system());
            if (now.version() == typed.version()) {
                return wrong(visit, jsonForm(visit, now, Map.of()), said(visit, e));
            }
            var form = jsonForm(visit, typed, Map.of());
            form.typed().put("permit", PermitJson.write(PermitNow.on(now, typed)));
            return stale(visit, PermitNow.on(now, form), PermitNow.json(now, typed));
        }
    }

    private Reply wrongJson(Visit visit, String field, String text) {
        return wrong(visit, jsonForm(visit, room.permit(visit.in("id")), Map.of(field, text)));
    }

    /** The fields hold {@code permit}, the text what was typed. */
    private static Form jsonForm(Visit visit, Permit permit, Map<String, String> errors) {
        var values = PermitForm.values(permit);
        values.put("permit", visit.typed("permit"));
        values.put("why", visit.typed("why"));
        return new Form(values, errors);
    }

    private PermitView.Preview preview(Visit visit, Permit wanted) {
        boolean today = visit.typed("day").equals("today");
        var clock = room.site().clock();
        var outcome = PermitReplay.run(room.host(), wanted, today, clock);
        var clauses = new TreeSet<>(outcome.refused().keySet());
        clauses.addAll(outcome.refusedThen().keySet());
        var lexicon = room.site().lexicon(visit);
        return new PermitView.Preview(
                clock.instant()
                        .atZone(wanted.scope().zone())
                        .toLocalDate()
                        .minusDays(today ? 0 : 1)
                        .toString(),
                outcome.calls(),
                outcome.passed(),
                outcome.passedThen(),
                outcome.stopped(),
                outcome.freed(),
                outcome.users(),
                clauses.stream()
                        .map(c -> new PermitView.Row(
                                c,
                                lexicon.clause(c),
                                outcome.refused().getOrDefault(c, 0L),
                                outcome.refusedThen().getOrDefault(c, 0L)))
                        .toList(),
                outcome.examples().stream()
                        .map(e -> new PermitView.Example(
                                CallLines.line(lexicon, e.call()), e.clause().id(), e.detail()))
                        .toList(),
                notes(visit, outcome));
    }

    private static List<String> notes(Visit visit, Preview.Outcome outcome) {
        var notes = new ArrayList<String>();
        if (!outcome.newInspectors().isEmpty()) {
            notes.add(visit.words.t("preview.inspectors", String.join(", ", new TreeSet<>(outcome.newInspectors()))));
        }
        if (outcome.freed() > 0) {
            notes.add(visit.words.t("preview.freed", outcome.freed()));
        }
        if (outcome.elsewhere() > 0) {
            notes.add(visit.words.t("preview.elsewhere", outcome.elsewhere()));
        }
        if (outcome.unread() > 0) {
            notes.add(visit.words.t("preview.unread", outcome.unread()));
        }
        notes.add(visit.words.t("preview.exact"));
        return notes;
    }

    private PermitView view(Visit visit, Form form, PermitView.@Nullable Preview preview, @Nullable List<Now> now) {
        var system = room.system(visit);
        var permit = room.permit(system.id());
        var lexicon = room.site().lexicon(visit);
        var seen = room.host()
                .interactions()
                .names(system.id(), "kind:", room.site().clock().instant(), KINDS);
        return new PermitView(
                room.head(visit, system, "permit"),
                form.value("permit").isEmpty() ? PermitJson.write(permit) : form.value("permit"),
                form,
                choices(visit, form, "state", PermitState.values(), "permit."),
                choices(visit, form, "place", Terms.ExplicitPlace.values(), "place."),
                contained(visit, permit, form),
                PermitForm.inspectors(permit, room.host().inspectors().named()).stream()
                        .map(i -> new Choice(
                                i,
                                lexicon.inspector(i),
                                !form.value("inspector." + i).isEmpty()))
                        .toList(),
                PermitForm.kinds(permit, seen).stream()
                        .map(k -> new PermitView.Kind(k, lexicon.found(k), actions(visit, form, k)))
                        .toList(),
                PermitForm.clauses(),
                choices(visit, form, "whenStoreIsDown", Terms.WhenStoreIsDown.values(), "editor."),
                choices(visit, form, "onAlert", Terms.OnAlert.values(), "editor."),
                List.of(
                        new Choice(
                                "yesterday",
                                visit.words.t("preview.yesterday"),
                                !form.value("day").equals("today")),
                        new Choice(
                                "today",
                                visit.words.t("preview.today"),
                                form.value("day").equals("today"))),
                choices(visit, form, "preset", Preset.values(), "preset."),
                plain(visit, permit, form),
                preview,
                now);
    }

    /** What the fields say; with something wrong in them, what is in force. */
    private static List<String> plain(Visit visit, Permit now, Form form) {
        var typed = new PermitForm(form.typed(), visit.words, now, new Errors(visit)).read();
        return PlainWords.of(visit.words, typed == null ? now : typed);
    }

    private static PermitView.Contained contained(Visit visit, Permit permit, Form form) {
        var carrying = ContainmentForm.CARRYING.toArray(Terms.Action[]::new);
        return new PermitView.Contained(
                choices(visit, form, "contain.others", Containment.Use.values(), "editor."),
                choices(visit, form, "contain.carrying", carrying, "editor."),
                ContainmentForm.tools(permit, form.typed()).stream()
                        .map(name -> tool(visit, form, name))
                        .toList());
    }

    /** One of which nothing is said yet does something outside, unless somebody says that it only reads. */
    private static PermitView.Tool tool(Visit visit, Form form, String name) {
        var after = ContainmentForm.AFTER + name;
        boolean named = !form.value(after).isEmpty();
        var all = new ArrayList<Choice>();
        all.add(new Choice("", visit.words.t("editor.tool.unnamed"), !named));
        all.addAll(choices(visit, form, after, Containment.Use.values(), "editor."));
        return new PermitView.Tool(
                name,
                named,
                all,
                !named || !form.value("tool.outside." + name).isEmpty(),
                !form.value("tool.approve." + name).isEmpty());
    }

    private static List<Choice> actions(Visit visit, Form form, String kind) {
        var all = new ArrayList<Choice>();
        all.add(new Choice(
                "",
                visit.words.t("editor.inherit"),
                form.value("action." + kind).isEmpty()));
        all.addAll(choices(visit, form, "action." + kind, Terms.Action.values(), "editor."));
        return all;
    }

    private static List<Choice> choices(Visit visit, Form form, String field, Enum<?>[] values, String prefix) {
        return Arrays.stream(values)
                .map(v ->
                        new Choice(v.name(), visit.words.t(prefix + v), v.name().equals(form.value(field))))
                .toList();
    }
}
