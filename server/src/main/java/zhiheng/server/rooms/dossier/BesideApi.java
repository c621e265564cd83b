package zhiheng.server.rooms.dossier;

import java.util.List;
import java.util.function.Supplier;
import zhiheng.office.Office;
import zhiheng.packs.Crosswalk;
import zhiheng.packs.LegalDays;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.rooms.law.BesideJson;

/** What is left for a second jurisdiction when a first one is met, over what one system owes. */
record BesideApi(Office office, PackLibrary library, Supplier<Crosswalk> crosswalk) {
    List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/v1/systems/:id/beside", this::beside));
    }

    private Reply beside(Call call) {
        var asOf = call.date("asOf");
        var dossier =
                office.dossiers().of(call.actor(), call.path("id"), asOf == null ? office.days() : LegalDays.on(asOf));
        var owed = dossier.duties().stream().map(d -> Crosswalk.end(d.duty())).toList();
        var first = BesideJson.needed(call, "first");
        return Reply.json(BesideJson.of(library, crosswalk.get(), owed, first, BesideJson.needed(call, "second")));
    }
}
