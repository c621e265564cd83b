package zhiheng.server.house;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import zhiheng.ledger.Ledger;
import zhiheng.office.Office;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.http.Door;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Gate;
import zhiheng.server.ground.http.Language;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.rooms.calls.CallsApi;
import zhiheng.server.rooms.contain.ContainmentApi;
import zhiheng.server.rooms.contain.Containments;
import zhiheng.server.rooms.dossier.DutiesApi;
import zhiheng.server.rooms.gateway.GatewayAccess;
import zhiheng.server.rooms.gateway.GatewayApi;
import zhiheng.server.rooms.gateway.GatewayHost;
import zhiheng.server.rooms.labels.LabelDesk;
import zhiheng.server.rooms.labels.LabelsApi;
import zhiheng.server.rooms.law.LawApi;
import zhiheng.server.rooms.ledger.LedgerApi;
import zhiheng.server.rooms.people.PeopleApi;
import zhiheng.server.rooms.people.SessionApi;
import zhiheng.server.rooms.permits.PermitsApi;
import zhiheng.server.rooms.registry.SystemsApi;
import zhiheng.server.rooms.review.ReviewApi;
import zhiheng.server.rooms.review.ReviewDesk;
import zhiheng.server.rooms.watch.AlertRows;
import zhiheng.server.rooms.watch.LiveWatch;
import zhiheng.server.rooms.watch.WatchApi;

/** REST under {@code /api/v1}, as {@code /api/openapi.yaml} describes it, and the ledger's files under {@code /ledger}. */
public final class RestApi {
    private RestApi() {}

    /** Puts all addresses on {@code router}. */
    public static void mount(
            Router router,
            Door door,
            Office office,
            Identity identity,
            PackLibrary library,
            Ledger ledger,
            Optional<GatewayHost> gateway,
            Optional<ReviewDesk> reviews,
            Optional<Containments> containments,
            LiveWatch watch,
            AlertRows alerts,
            Clock clock) {
        var gate = new Gate(door);
        endpoints(office, identity, library, ledger, gateway, reviews, containments, watch, alerts, clock)
                .forEach(endpoint -> gate.mount(router, endpoint));
        router.route("/api/*")
                .handler(context -> Gate.send(context, Problem.noRoute().reply(Language.of(context.request()))));
    }

    static List<Endpoint> endpoints(
            Office office,
            Identity identity,
            PackLibrary library,
            Ledger ledger,
            Optional<GatewayHost> gateway,
            Optional<ReviewDesk> reviews,
            Optional<Containments> containments,
            LiveWatch watch,
            AlertRows alerts,
            Clock clock) {
        var all = new ArrayList<Endpoint>();
        all.add(Endpoint.open(HttpMethod.GET, "/api/openapi.yaml", Endpoint.Body.NONE, call -> openapi()));
        all.addAll(new SessionApi(identity).endpoints());
        all.addAll(new SystemsApi(office).endpoints());
        all.addAll(new DutiesApi(office).endpoints());
        all.addAll(new LawApi(office, library).endpoints());
        all.addAll(new PeopleApi(office, identity).endpoints());
        all.addAll(new LedgerApi(office, ledger).endpoints());
        var access = new GatewayAccess(office, gateway);
        all.addAll(new GatewayApi(access).endpoints());
        all.addAll(new PermitsApi(access, clock).endpoints());
        all.addAll(new ReviewApi(access, reviews).endpoints());
        all.addAll(new CallsApi(access, clock).endpoints());
        all.addAll(new ContainmentApi(access, containments).endpoints());
        all.addAll(new WatchApi(office, watch, alerts, clock).endpoints());
        all.addAll(new LabelsApi(new LabelDesk(office.outbox())).endpoints());
        return all;
    }

    private static Reply openapi() {
        try (var in = RestApi.class.getResourceAsStream("openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is missing from the program");
            }
            return Reply.bytes("application/yaml; charset=utf-8", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
