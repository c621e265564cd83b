package zhiheng.server.rooms.placement;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.base.JsonReader;
import zhiheng.placement.Bill;
import zhiheng.placement.Peer;
import zhiheng.placement.Problem;

/** What the same jobs would cost at the same deadlines if they were placed one by one, and how many would find no room. */
record Saved(Map<Peer, Theirs> peers) {
    record Theirs(double money, double carbonKg, double kwh, int unplaced) {
        Bill bill() {
            return new Bill(money, carbonKg, kwh);
        }
    }

    static Saved beside(Problem problem) {
        var peers = new EnumMap<Peer, Theirs>(Peer.class);
        for (var peer : Peer.values()) {
            var plan = peer.plan(problem);
            var bill = plan.bill();
            peers.put(
                    peer,
                    new Theirs(
                            bill.money(),
                            bill.carbonKg(),
                            bill.kwh(),
                            plan.unplaced().size()));
        }
        return new Saved(peers);
    }

    Map<String, Object> map() {
        var map = new LinkedHashMap<String, Object>();
        peers.forEach((peer, theirs) -> {
            var one = new LinkedHashMap<String, Object>();
            one.put("money", theirs.money());
            one.put("carbon_kg", theirs.carbonKg());
            one.put("kwh", theirs.kwh());
            one.put("unplaced", theirs.unplaced());
            map.put(peer.name(), one);
        });
        return map;
    }

    String json() {
        return Json.write(map());
    }

    static Saved read(String json) {
        var peers = new EnumMap<Peer, Theirs>(Peer.class);
        JsonReader.object(json, JsonReader.Limits.RECORD).forEach((peer, value) -> {
            if (value instanceof Map<?, ?> one) {
                peers.put(
                        Peer.valueOf(peer),
                        new Theirs(number(one.get("money")), number(one.get("carbon_kg")), number(one.get("kwh")), (int)
                                number(one.get("unplaced"))));
            }
        });
        return new Saved(peers);
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }
}
