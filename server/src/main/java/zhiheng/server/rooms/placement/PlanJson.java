package zhiheng.server.rooms.placement;

import java.util.Map;
import zhiheng.base.JsonReader;
import zhiheng.placement.PlanFiles;
import zhiheng.placement.Rolling;
import zhiheng.placement.Why;
import zhiheng.server.ground.http.JsonOut;

/** Plans as REST says them. */
final class PlanJson {
    private PlanJson() {}

    static Map<String, Object> head(Made.Head head) {
        return JsonOut.map("id", head.id(), "org", head.org(), "title", head.title(), "time", head.time());
    }

    static Map<String, Object> made(Made made) {
        return JsonOut.map(
                "id", made.id(),
                "org", made.org(),
                "title", made.title(),
                "time", made.time(),
                "before", made.before().isEmpty() ? null : made.before(),
                "begin", made.problem().begin(),
                "currency", made.problem().currency(),
                "carbonPrice", made.problem().carbonPrice(),
                "plan", JsonReader.object(PlanFiles.write(made.plan()), JsonReader.Limits.RECORD),
                "peers", made.saved().map());
    }

    static Map<String, Object> again(PlanDesk.Again again) {
        var map = made(again.made());
        map.put("changed", again.next().changed());
        map.put("gain", again.next().gain());
        map.put("moved", again.next().moved().stream().map(PlanJson::moved).toList());
        return map;
    }

    private static Map<String, Object> moved(Rolling.Moved moved) {
        return JsonOut.map(
                "job", moved.job(),
                "fromSite", moved.fromSite(),
                "fromStart", moved.fromStart(),
                "toSite", moved.toSite(),
                "toStart", moved.toStart());
    }

    static Map<String, Object> why(Made made, Why why, String language) {
        return JsonOut.map(
                "job", why.placed().job(),
                "site", why.placed().site(),
                "hours", why.placed().hours(),
                "said",
                        why.spoken(made.problem()).stream()
                                .map(t -> t.in(language))
                                .toList(),
                "wish", why.wish().map(w -> wish(w)).orElse(null),
                "alternatives",
                        why.alternatives().stream().map(PlanJson::alternative).toList(),
                "forbidden", why.forbidden());
    }

    private static Map<String, Object> wish(Why.Wish wish) {
        var map = alternative(wish.place());
        map.put("inTheWay", wish.inTheWay());
        return map;
    }

    private static Map<String, Object> alternative(Why.Alternative a) {
        return JsonOut.map(
                "site", a.site(),
                "hours", a.hours(),
                "money", a.money(),
                "carbonKg", a.carbonKg(),
                "hoursLater", a.hoursLater());
    }
}
