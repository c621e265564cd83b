package zhiheng.server.rooms.sandbox;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.office.acts.Json;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Peer;
import zhiheng.server.ground.http.Reply;
import zhiheng.watch.pace.Advice;

/** Sandboxes by REST: terms, the permit they lead to, the harm, what was drawn, complaints. */
record SandboxApi(Sandboxes sandboxes, Complaints complaints, Inspections inspections, Notices notices, Sheets sheets) {
    private static final String PATH = "/api/v1/sandboxes/:case";
    private static final String COMPLAIN = "/api/v1/complaints/:case";
    private static final String RECEIPTS = "/api/v1/complaint-receipts";

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, this::one),
                Endpoint.json(HttpMethod.POST, PATH + "/terms", this::terms),
                Endpoint.post(PATH + "/look", this::look),
                Endpoint.get(PATH + "/inspections", this::drawn),
                Endpoint.json(HttpMethod.POST, PATH + "/inspections/:interaction", this::verdict),
                Endpoint.get(PATH + "/complaints", this::complaintsOf),
                Endpoint.json(HttpMethod.POST, PATH + "/complaints/:complaint", this::decide),
                Endpoint.open(HttpMethod.POST, COMPLAIN, Endpoint.Body.JSON, this::complain),
                Endpoint.open(HttpMethod.POST, RECEIPTS, Endpoint.Body.JSON, this::follow));
    }

    private Reply one(Call call) {
        return Reply.json(whole(call));
    }

    private Map<String, Object> whole(Call call) {
        var p = sandboxes.of(call.actor(), call.path("case"));
        var c = p.c();
        var proposed = p.proposed();
        var terms = p.terms();
        var looks = sandboxes.store().read(tx -> SandboxRows.in(tx).looks(c.id()));
        return map(
                "case", c.id(),
                "version", c.step(),
                "system", c.subject(),
                "procedure", c.procedure(),
                "stage", c.stage(),
                "proposed", proposed == null ? null : TermsJson.tree(proposed),
                "terms", terms == null ? null : TermsJson.tree(terms),
                "decidedBy", p.deciders(),
                "permits",
                        proposed == null
                                ? List.of()
                                : proposed.steps().stream()
                                        .map(step -> map(
                                                "stage",
                                                step.stage(),
                                                "permit",
                                                Json.readMap(PermitJson.write(sandboxes.proposal(p, proposed, step)))))
                                        .toList(),
                "applied",
                        sandboxes
                                .applied(c.id())
                                .map(a -> map(
                                        "stage", a.stage(),
                                        "permitVersion", a.permitVersion(),
                                        "stopped", a.stopped(),
                                        "waived", a.waived()))
                                .orElse(Map.of()),
                "looks", looks.stream().limit(100).map(SandboxApi::look).toList());
    }

    private static Map<String, Object> look(Look l) {
        return map(
                "time", l.time(),
                "stage", l.stage(),
                "visit", l.visit(),
                "calls", l.calls(),
                "judged", l.judged(),
                "harmful", l.harmful(),
                "low", l.low(),
                "estimate", l.estimate(),
                "high", l.high(),
                "bound", l.bound());
    }

    private Reply terms(Call call) {
        var keys = new ArrayList<>(List.of(TermsJson.KEYS));
        keys.add("version");
        var json = call.json(keys.toArray(String[]::new));
        sandboxes.file(call.actor(), call.path("case"), json.whole("version"), TermsJson.read(json));
        return Reply.json(whole(call));
    }

    private Reply look(Call call) {
        var p = sandboxes.of(call.actor(), call.path("case"));
        zhiheng.office.people.Access.mayChange(call.actor());
        var advice = sandboxes.look(p.c().id());
        sheets.keep(p.c().id());
        var json = whole(call);
        json.put("advice", advice.map(SandboxApi::word).orElse("none"));
        return Reply.json(json);
    }

    static String word(Advice advice) {
        return switch (advice) {
            case Advice.Widen ignored -> "widen";
            case Advice.Stay ignored -> "stay";
            case Advice.FallBack ignored -> "fall-back";
        };
    }

    private Reply drawn(Call call) {
        return Reply.json(map(
                "items",
                inspections.waiting(call.actor(), call.path("case"), call.limit()).stream()
                        .map(d -> map("interaction", d.interaction(), "time", d.time()))
                        .toList()));
    }

    private Reply verdict(Call call) {
        var json = call.json("harmful");
        if (!json.has("harmful")) {
            throw json.type("harmful", "true 或 false", "true or false");
        }
        inspections.verdict(call.actor(), call.path("case"), call.path("interaction"), json.yes("harmful"));
        return Reply.nothing();
    }

    private Reply complaintsOf(Call call) {
        return Reply.json(map(
                "items",
                complaints.of(call.actor(), call.path("case"), call.query("cursor"), call.limit()).stream()
                        .map(c -> map(
                                "id", c.id(),
                                "time", c.time(),
                                "happened", c.happened(),
                                "text", c.text(),
                                "state", word(c),
                                "interaction", c.interaction(),
                                "answer", c.answer(),
                                "decided", c.decided()))
                        .toList()));
    }

    private static String word(Complaint c) {
        return c.state().name().toLowerCase(Locale.ROOT);
    }

    private Reply decide(Call call) {
        var json = call.json("state", "interaction", "answer");
        complaints.decide(
                call.actor(),
                call.path("case"),
                call.path("complaint"),
                json.choice("state", Complaint.State.class),
                json.text("interaction", ""),
                json.text("answer", ""));
        return Reply.nothing();
    }

    private Reply complain(Call call) {
        var json = call.json("text", "happened");
        var receipt = complaints.take(
                call.path("case"),
                json.text("text"),
                json.has("happened") ? json.instant("happened") : null,
                Peer.address(call.request()));
        return Reply.json(map("receipt", receipt)).at(201);
    }

    private Reply follow(Call call) {
        var receipt = call.json("receipt").text("receipt");
        complaints.asked(Peer.address(call.request()));
        var comment = notices.byReceipt(receipt);
        if (comment.isPresent()) {
            var said = comment.get();
            return Reply.json(map(
                    "received", said.time(),
                    "state", said.answered() == null ? "received" : "answered",
                    "answer", said.answer(),
                    "decided", said.answered()));
        }
        var c = complaints.follow(receipt);
        return Reply.json(map("received", c.time(), "state", word(c), "answer", c.answer(), "decided", c.decided()));
    }
}
