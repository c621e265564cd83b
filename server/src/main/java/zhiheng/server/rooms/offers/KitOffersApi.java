package zhiheng.server.rooms.offers;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import zhiheng.office.offers.Offer;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.rooms.sandbox.SandboxKits;

/** Kits of sandboxes among the offers, for programs. */
record KitOffersApi(SandboxKits kits) {
    static final String PATH = "/api/v1/offers/kits";

    List<Endpoint> endpoints() {
        return List.of(Endpoint.get(PATH, this::all), Endpoint.json(HttpMethod.POST, PATH + "/:kit/taken", this::take));
    }

    /** What a kit is among the kinds of offers. */
    static Offer.Kind kind(SandboxKits.Kit kit) {
        return switch (kit.sort()) {
            case "compute" -> Offer.Kind.COMPUTE;
            case "data" -> Offer.Kind.DATA;
            default -> Offer.Kind.KIT;
        };
    }

    private Reply all(Call call) {
        var places = kits.places(call.actor());
        return Reply.json(map(
                "items",
                kits.all().stream().map(KitOffersApi::json).toList(),
                "participations",
                places.stream()
                        .map(p -> map("id", p.id(), "system", p.system()))
                        .toList()));
    }

    private static Map<String, Object> json(SandboxKits.Kit k) {
        return map(
                "id", k.id(),
                "kind", kind(k).name().toLowerCase(java.util.Locale.ROOT),
                "name", map("zh", k.name().zh(), "en", k.name().en()),
                "unit", k.unit(),
                "capacity", k.capacity(),
                "taken", k.taken(),
                "free", k.free(),
                "each", k.each());
    }

    private Reply take(Call call) {
        var json = call.json("participation", "amount");
        var taken = kits.take(call.actor(), call.path("kit"), json.text("participation"), json.whole("amount"));
        return Reply.json(map("grant", taken.id(), "amount", taken.amount())).at(201);
    }
}
