package zhiheng.server.rooms.policies;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import zhiheng.base.Text;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;

/** Search for measures, for programs. */
record PolicyApi(PolicyShelf shelf) {
    List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/v1/measures/search", this::search));
    }

    private Reply search(Call call) {
        var query = PolicyQuery.of(
                name -> {
                    var value = call.query(name);
                    return value == null ? "" : value;
                },
                shelf.catalogue(),
                shelf.today());
        return Reply.json(map(
                "on", query.query().day(),
                "byMeaning", shelf.byMeaning(),
                "items", shelf.find(query).stream().map(PolicyApi::hit).toList()));
    }

    private static Map<String, Object> hit(PolicySearch.Hit hit) {
        var m = hit.measure();
        return map(
                "id", m.id(),
                "pack", m.pack().id(),
                "kind", m.kind().name().toLowerCase(Locale.ROOT),
                "title", text(m.title()),
                "text", text(m.rule().text()),
                "article", m.rule().article(),
                "from", m.rule().from(),
                "until", m.rule().to(),
                "near", hit.near() == 0 ? null : Math.round(hit.near() * 1000) / 1000.0);
    }

    private static Map<String, Object> text(Text text) {
        return map("zh", text.zh(), "en", text.en());
    }
}
