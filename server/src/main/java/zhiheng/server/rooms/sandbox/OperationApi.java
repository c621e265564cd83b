package zhiheng.server.rooms.sandbox;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zhiheng.office.people.Access;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.Reply;

/** Daily sheets and kits by REST. */
record OperationApi(Sandboxes sandboxes, Sheets sheets, Kits kits) {
    private static final String DAYS = "/api/v1/sandboxes/:case/days";
    private static final String KITS = "/api/v1/sandbox-kits";

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(DAYS, this::days),
                Endpoint.get(DAYS + "/:day", this::day),
                Endpoint.get(KITS, this::kits),
                Endpoint.json(HttpMethod.POST, KITS, this::offer),
                Endpoint.json(HttpMethod.PUT, KITS + "/:kit/capacity", this::resize),
                Endpoint.get("/api/v1/sandboxes/:case/kits", this::granted),
                Endpoint.json(HttpMethod.POST, "/api/v1/sandboxes/:case/kits", this::grant),
                Endpoint.post("/api/v1/sandbox-kit-grants/:grant/return", this::giveBack));
    }

    private Reply days(Call call) {
        var p = sandboxes.of(call.actor(), call.path("case"));
        return Reply.json(map(
                "items",
                sheets.days(p).stream()
                        .limit(call.limit())
                        .map(day -> tree(p, day))
                        .toList()));
    }

    private Map<String, Object> tree(Participation p, LocalDate day) {
        var read = sheets.of(p, day);
        var tree = read.sheet().tree();
        tree.put("sha256", read.sha256());
        return tree;
    }

    private Reply day(Call call) {
        var p = sandboxes.of(call.actor(), call.path("case"));
        var day = JsonIn.date("day", call.path("day"));
        if (!sheets.days(p).contains(day)) {
            throw Access.notFound();
        }
        return Reply.json(tree(p, day));
    }

    private Reply kits(Call call) {
        return Reply.json(map(
                "items",
                kits.all().stream()
                        .map(k -> {
                            var tree = tree(k);
                            tree.put(
                                    "out",
                                    kits.out(call.actor(), k.id()).stream()
                                            .map(OperationApi::tree)
                                            .toList());
                            return tree;
                        })
                        .toList()));
    }

    private static Map<String, Object> tree(KitRows.Kit k) {
        return map(
                "id", k.id(),
                "sort", k.sort().name().toLowerCase(Locale.ROOT),
                "name", map("zh", k.nameZh(), "en", k.nameEn()),
                "unit", k.unit(),
                "each", k.each(),
                "capacity", k.capacity(),
                "granted", k.granted(),
                "free", k.free());
    }

    private static Map<String, Object> tree(KitRows.Grant g) {
        return map(
                "grant", g.id(),
                "kit", g.kit(),
                "case", g.caseId(),
                "amount", g.amount(),
                "time", g.time(),
                "returned", g.returned());
    }

    private Reply offer(Call call) {
        var json = call.json("sort", "zh", "en", "unit", "capacity", "each");
        return Reply.json(tree(kits.offer(
                        call.actor(),
                        json.choice("sort", KitRows.Sort.class),
                        json.text("zh"),
                        json.text("en"),
                        json.text("unit"),
                        json.whole("capacity"),
                        json.whole("each", 0))))
                .at(201);
    }

    private Reply resize(Call call) {
        kits.resize(call.actor(), call.path("kit"), call.json("capacity").whole("capacity"), null);
        return Reply.nothing();
    }

    private Reply granted(Call call) {
        return Reply.json(map(
                "items",
                kits.of(call.actor(), call.path("case")).stream()
                        .map(OperationApi::tree)
                        .toList()));
    }

    private Reply grant(Call call) {
        var json = call.json("kit", "amount");
        return Reply.json(tree(kits.grant(call.actor(), json.text("kit"), call.path("case"), json.whole("amount"))))
                .at(201);
    }

    private Reply giveBack(Call call) {
        kits.giveBack(call.actor(), call.path("grant"));
        return Reply.nothing();
    }
}
