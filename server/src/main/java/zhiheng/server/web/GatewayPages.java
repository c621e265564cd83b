package zhiheng.server.web;

import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitException;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.labels.ProducerCode;
import zhiheng.office.Check;
import zhiheng.office.OfficeException;
import zhiheng.server.gateway.GatewayHost;
import zhiheng.server.store.InteractionRows;
import zhiheng.server.web.view.Choice;
import zhiheng.server.web.view.Form;
import zhiheng.server.web.view.GatewayView;
import zhiheng.server.web.view.State;

/** The gateway of a system: its state with one click, its permit, its keys, its calls. */
final class GatewayPages {
    private static final int CALLS = 50;

    private final Site site;
    private final Desk desk;
    private final Optional<GatewayHost> gateway;

    GatewayPages(Site site, Desk desk, Optional<GatewayHost> gateway) {
        this.site = site;
        this.desk = desk;
        this.gateway = gateway;
    }

    void mount(Router router) {
        var page = "/systems/:id/gateway";
        desk.get(router, page, visit -> page(visit, Form.EMPTY, ""));
        desk.post(router, page + "/first", this::first);
        desk.post(router, page + "/state", this::state);
        desk.post(router, page + "/permit", this::permit);
        desk.post(router, page + "/route", this::route);
        desk.post(router, page + "/keys", this::addKey);
        desk.post(router, page + "/keys/:key/revoke", visit -> {
            host(visit).keys().revoke(visit.actor(), mayChange(visit), visit.in("key"));
            return back(visit);
        });
    }

    private GatewayHost host(Visit visit) {
        return gateway.orElseThrow(() -> new OfficeException(
                OfficeException.Kind.NOT_FOUND,
                "此服务启动时未开网关；请用 --gateway-port 启动。",
                "This server runs without a gateway; start it with --gateway-port."));
    }

    private String mayChange(Visit visit) {
        var system = site.office().system(visit.actor(), visit.in("id")).id();
        if (!visit.actor().role().mayChange()) {
            throw Check.forbidden("审计员只能查看。", "An auditor reads and changes nothing.");
        }
        return system;
    }

    private static Reply back(Visit visit) {
        return new Reply.Go("/systems/" + visit.in("id") + "/gateway");
    }

    private Reply page(Visit visit, Form form, String newKey) {
        return desk.page(visit, "systems", "gateway", Map.of("p", view(visit, form, newKey)));
    }

    private Reply wrong(Visit visit, String field, String text) {
        return desk.wrong(
                visit,
                "systems",
                "gateway",
                Map.of("p", view(visit, visit.form(Map.of(field, text)), "")),
                visit.words.t("error.form"));
    }

    private Reply first(Visit visit) {
        var system = mayChange(visit);
        var producer = visit.typed("producer");
        var problem = ProducerCode.problem(producer);
        if (!producer.isEmpty() && problem.isPresent()) {
            return wrong(
                    visit,
                    "producer",
                    visit.words.language().equals("zh")
                            ? problem.get().zh()
                            : problem.get().en());
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
        var open = Permit.open(system, site.clock().getZone());
        return change(
                visit,
                new Permit(
                        system,
                        open.version(),
                        open.state(),
                        open.caps(),
                        open.scope(),
                        terms,
                        open.expires(),
                        open.duties()),
                visit.words.t("gateway.first"));
    }

    private Reply state(Visit visit) {
        var system = mayChange(visit);
        var permit = host(visit).permits().of(system);
        var wanted = Arrays.stream(PermitState.values())
                .filter(s -> s.name().equals(visit.typed("state")))
                .findFirst();
        if (permit == null || wanted.isEmpty()) {
            throw Check.notFound();
        }
        if (visit.typed("reason").isEmpty()) {
            return wrong(visit, "reason", visit.words.t("error.required"));
        }
        return change(visit, permit.with(wanted.get()), visit.typed("reason"));
    }

    private Reply permit(Visit visit) {
        var system = mayChange(visit);
        if (visit.typed("why").isEmpty()) {
            return wrong(visit, "why", visit.words.t("error.required"));
        }
        try {
            var typed = PermitJson.read(visit.typed("permit"));
            if (!typed.system().equals(system)) {
                return wrong(visit, "permit", "system: " + system);
            }
            return change(visit, typed, visit.typed("why"));
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return wrong(visit, "permit", String.valueOf(e.getMessage()));
        }
    }

    private Reply change(Visit visit, Permit wanted, String reason) {
        try {
            var done = host(visit).permits().change(wanted, visit.actor().id(), reason);
            visit.tell(visit.words.t("gateway.changed", done.version()));
            return back(visit);
        } catch (PermitException e) {
            throw new OfficeException(OfficeException.Kind.CONFLICT, e.zh(), e.en());
        }
    }

    private Reply route(Visit visit) {
        var system = mayChange(visit);
        try {
            var upstream = new Upstream(
                    "main",
                    URI.create(visit.typed("base")),
                    visit.typed("upstream-key"),
                    1,
                    Map.of(),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(60));
            host(visit).routes().set(visit.actor(), new Route(system, List.of(upstream), 1, visit.typed("fallback")));
            return back(visit);
        } catch (IllegalArgumentException e) {
            return wrong(visit, "base", String.valueOf(e.getMessage()));
        } catch (OfficeException e) {
            return wrong(visit, "base", visit.words.t(e.text()));
        }
    }

    private Reply addKey(Visit visit) {
        var system = mayChange(visit);
        if (visit.typed("label").isEmpty()) {
            return wrong(visit, "label", visit.words.t("error.required"));
        }
        return page(
                visit,
                Form.EMPTY,
                host(visit)
                        .keys()
                        .create(visit.actor(), system, visit.typed("label"))
                        .key());
    }

    private GatewayView view(Visit visit, Form form, String newKey) {
        var system = site.office().system(visit.actor(), visit.in("id"));
        var host = host(visit);
        var permit = host.permits().of(system.id());
        var route = host.routes().of(system.id());
        boolean refusedOnly = visit.query("only").equals("refused");
        var calls = host.interactions()
                .search(new InteractionRows.Query(
                        system.id(), refusedOnly ? "*" : "", "", visit.query("before"), CALLS));
        var href = "/systems/" + system.id() + "/gateway";
        return new GatewayView(
                href,
                system.name(),
                "http://" + host.authority() + "/v1",
                visit.actor().role().mayChange(),
                permit == null ? null : light(visit, permit.state()),
                permit == null ? 0 : permit.version(),
                permit == null ? List.of() : changes(visit, permit.state()),
                permit == null ? List.of() : meters(visit, host, permit),
                permit == null ? "" : PermitJson.write(permit),
                route == null ? "" : route.upstreams().getFirst().base().toString(),
                Arrays.stream(Terms.ExplicitPlace.values())
                        .map(p -> new Choice(p.name(), visit.words.t("place." + p), p == Terms.ExplicitPlace.START))
                        .toList(),
                host.keys().of(system.id()).stream()
                        .map(k -> new GatewayView.Key(
                                k.id(), k.label(), site.lexicon(visit).day(k.createdAt()), k.revoked()))
                        .toList(),
                newKey,
                calls.stream().map(c -> call(visit, c)).toList(),
                refusedOnly,
                calls.size() == CALLS
                        ? href + "?before=" + calls.getLast().id() + (refusedOnly ? "&only=refused" : "")
                        : null,
                form);
    }

    private static State light(Visit visit, PermitState state) {
        var tone = switch (state) {
            case OPEN -> "met";
            case THROTTLED, DEGRADED -> "doing";
            case REVIEW -> "exempt";
            case STOPPED -> "late";
        };
        return new State(tone, visit.words.t("permit." + state));
    }

    private static List<GatewayView.Change> changes(Visit visit, PermitState now) {
        return Arrays.stream(PermitState.values())
                .filter(s -> s != now)
                .map(s -> {
                    var light = light(visit, s);
                    return new GatewayView.Change(
                            s.name(), visit.words.t("permit.to." + s), light.tone(), light.shape());
                })
                .toList();
    }

    private static List<GatewayView.Meter> meters(Visit visit, GatewayHost host, Permit permit) {
        var used = host.permits().used(permit.system());
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
                visit.words.t("gateway." + what),
                used,
                cap == 0 ? "" : Long.toString(cap),
                cap == 0 ? 0 : (int) Math.min(100, used * 100 / cap));
    }

    private GatewayView.Call call(Visit visit, Interaction i) {
        return new GatewayView.Call(
                site.lexicon(visit).time(i.time()),
                i.surface(),
                i.model(),
                i.status(),
                i.clause(),
                String.format(Locale.ROOT, "%.1f", i.micros() / 1000.0),
                i.tokensIn() + i.tokensOut(),
                i.labelled(),
                i.detections().entrySet().stream()
                        .map(e -> e.getKey() + (e.getValue() > 1 ? " ×" + e.getValue() : ""))
                        .sorted()
                        .toList());
    }
}
