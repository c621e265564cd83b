package zhiheng.server.rooms.live;

import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Terms;
import zhiheng.office.acts.Json;
import zhiheng.office.people.Access;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Now;
import zhiheng.server.ground.page.ProducerField;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.calls.CallLine;
import zhiheng.server.rooms.calls.CallLines;
import zhiheng.server.rooms.contain.ContainmentPages;
import zhiheng.server.rooms.gateway.GatewayRoom;
import zhiheng.server.rooms.traffic.CallFilter;
import zhiheng.server.rooms.traffic.Traffic.Span;
import zhiheng.server.rooms.watch.AlertRows;

/** The gateway of a system, live: its state with one click, its traffic, its latest calls. */
public final class GatewayPages {
    private static final int LATEST = 10;
    private static final int ALERTS = 200;

    private final GatewayRoom room;
    private final ContainmentPages containments;
    private final AlertRows alerts;

    public GatewayPages(GatewayRoom room, ContainmentPages containments, AlertRows alerts) {
        this.room = room;
        this.containments = containments;
        this.alerts = alerts;
    }

    public void mount(Router router) {
        var page = GatewayRoom.PATH;
        room.desk()
                .get(
                        router,
                        page,
                        visit -> room.desk()
                                .page(
                                        visit,
                                        "systems",
                                        "rooms/live/gateway",
                                        Map.of("p", view(visit, Form.EMPTY, null))));
        room.desk().get(router, page + "/live.json", this::live);
        room.desk()
                .get(
                        router,
                        page + "/latest",
                        visit -> room.desk()
                                .page(visit, "systems", "rooms/calls/tag/calltable", Map.of("calls", latest(visit))));
        room.desk().post(router, page + "/first", this::first);
        room.desk().post(router, page + "/state", this::state);
    }

    private static Span span(Visit visit) {
        return Arrays.stream(Span.values())
                .filter(s -> s.name().equalsIgnoreCase(visit.query("span")))
                .findFirst()
                .orElse(Span.HOUR);
    }

    /** All that moves on the page. */
    private Reply live(Visit visit) {
        var system = room.system(visit).id();
        var traffic = room.host()
                .interactions()
                .traffic(system, span(visit), room.site().clock().instant());
        var permit = room.host().permits().of(system);
        var json = LiveTraffic.json(visit, traffic, alerts.of(system, null, ALERTS), permit);
        json.put(
                "meters",
                permit == null
                        ? List.of()
                        : meters(visit, permit).stream()
                                .map(m -> Map.of("name", m.name(), "used", m.used(), "percent", m.percent()))
                                .toList());
        return new Reply.Shown(
                "application/json; charset=utf-8", Json.write(json).getBytes(StandardCharsets.UTF_8));
    }

    private List<CallLine> latest(Visit visit) {
        var lexicon = room.site().lexicon(visit);
        var filter = CallFilter.all(room.system(visit).id());
        return room.host().interactions().search(filter, null, false, LATEST).calls().stream()
                .map(c -> CallLines.line(lexicon, c))
                .toList();
    }

    private Reply wrong(Visit visit, Map<String, String> errors) {
        return room.desk()
                .wrong(
                        visit,
                        "systems",
                        "rooms/live/gateway",
                        Map.of("p", view(visit, visit.form(errors), null)),
                        visit.words.t("error.form"));
    }

    private Reply first(Visit visit) {
        var system = room.mayChange(visit);
        var errors = new Errors(visit);
        var producer = ProducerField.read(visit, errors::add);
        if (errors.any()) {
            return wrong(visit, errors.map());
        }
        var d = Terms.DEFAULT;
        var place = Arrays.stream(Terms.ExplicitPlace.values())
                .filter(p -> p.name().equals(visit.typed("place")))
                .findFirst()
                .orElse(d.explicitLabel());
        var terms = new Terms(
                place,
                true,
                producer,
                d.inspectors(),
                d.actions(),
                d.keepContentDays(),
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert());
        // a producer's code holds a Chinese credit code, so the days of its caps are those of China; else those of who
        // makes it
        var zone = producer.isEmpty() ? room.site().zone(visit) : ZoneId.of("Asia/Shanghai");
        var open = Permit.open(system, zone);
        if (room.host().permits().of(system) != null) {
            return stale(
                    visit,
                    List.of(
                            now(visit, room.permit(system)),
                            new Now(visit.words.t("live.yours"), producer + " · " + visit.words.t("place." + place))));
        }
        return room.change(visit, open.with(terms), visit.words.t("gateway.first"));
    }

    private Reply stale(Visit visit, List<Now> now) {
        return room.desk()
                .conflict(visit, "systems", "rooms/live/gateway", Map.of("p", view(visit, visit.form(Map.of()), now)));
    }

    private static Now now(Visit visit, Permit permit) {
        return new Now(
                visit.words.t("gateway.tab.permit"),
                visit.words.t("permit." + permit.state()) + " · " + visit.words.t("gateway.version", permit.version()));
    }

    private Reply state(Visit visit) {
        var permit = room.permit(room.mayChange(visit));
        var wanted = Arrays.stream(PermitState.values())
                .filter(s -> s.name().equals(visit.typed("state")))
                .findFirst();
        if (wanted.isEmpty()) {
            throw Access.notFound();
        }
        if (visit.typed("reason").isEmpty()) {
            return wrong(visit, Map.of("reason", visit.words.t("error.required")));
        }
        // what makes a system stricter is never kept waiting by what somebody else did meanwhile
        boolean stricter = wanted.get().compareTo(permit.state()) > 0;
        if (!stricter && visit.version() != permit.version()) {
            return stale(visit, List.of(now(visit, permit)));
        }
        return room.change(visit, permit.with(wanted.get()), visit.typed("reason"));
    }

    private GatewayView view(Visit visit, Form form, @Nullable List<Now> now) {
        var system = room.system(visit);
        var permit = room.host().permits().of(system.id());
        return new GatewayView(
                room.head(visit, system, "live"),
                containments.views(visit, system.id()),
                permit == null ? List.of() : changes(visit, permit.state()),
                permit == null ? List.of() : meters(visit, permit),
                Arrays.stream(Terms.ExplicitPlace.values())
                        .map(p -> new Choice(p.name(), visit.words.t("place." + p), p == Terms.ExplicitPlace.START))
                        .toList(),
                latest(visit),
                Arrays.stream(Span.values())
                        .map(s -> new Choice(
                                s.name().toLowerCase(Locale.ROOT), visit.words.t("live.span." + s), s == span(visit)))
                        .toList(),
                words(visit),
                form,
                now);
    }

    /** Words for the drawings, by their part of the key. */
    private static String words(Visit visit) {
        return Json.write(Stream.of(
                        "passed",
                        "refused",
                        "failed",
                        "gone",
                        "labelled",
                        "p50",
                        "p99",
                        "tokens-in",
                        "tokens-out",
                        "asked",
                        "none",
                        "time",
                        "calls",
                        "changed",
                        "paused",
                        "pause",
                        "resume",
                        "lost")
                .collect(Collectors.toMap(w -> w, w -> visit.words.t("live." + w))));
    }

    private static List<GatewayView.Change> changes(Visit visit, PermitState now) {
        return Arrays.stream(PermitState.values())
                .filter(s -> s != now)
                .map(s -> {
                    var light = GatewayRoom.light(visit, s);
                    return new GatewayView.Change(
                            s.name(), visit.words.t("permit.to." + s), light.tone(), light.shape());
                })
                .toList();
    }

    private List<GatewayView.Meter> meters(Visit visit, Permit permit) {
        var used = room.host().permits().used(permit.system());
        if (used == null) {
            return List.of();
        }
        var caps = permit.caps();
        return List.of(
                meter(visit, "calls", used.calls(), caps.callsPerDay()),
                meter(visit, "users", used.users(), caps.usersPerDay()),
                meter(visit, "tokens", used.tokens(), caps.tokensPerDay()),
                meter(visit, "concurrent", used.concurrent(), caps.concurrentCalls()));
    }

    private static GatewayView.Meter meter(Visit visit, String what, long used, long cap) {
        return new GatewayView.Meter(
                what,
                visit.words.t("gateway." + what),
                used,
                cap == 0 ? "" : Long.toString(cap),
                cap == 0 ? 0 : (int) Math.min(100, used * 100 / cap));
    }
}
