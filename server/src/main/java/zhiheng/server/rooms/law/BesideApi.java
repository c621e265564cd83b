package zhiheng.server.rooms.law;

import java.util.List;
import java.util.function.Supplier;
import zhiheng.packs.Crosswalk;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;

/** What is left for a second jurisdiction when a first one is met, over all that the two ask. */
record BesideApi(PackLibrary library, Supplier<Crosswalk> crosswalk) {
    List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/v1/law/beside", this::beside));
    }

    private Reply beside(Call call) {
        return Reply.json(BesideJson.of(
                library,
                crosswalk.get(),
                List.copyOf(Crosswalk.ends(library).values()),
                BesideJson.needed(call, "first"),
                BesideJson.needed(call, "second")));
    }
}
