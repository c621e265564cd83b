package zhiheng.placement;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zhiheng.base.BadValue;
import zhiheng.base.Text;

/**
 * A place that computes.
 *
 * @param jurisdiction whose law holds there, from the large to the small: {@code CN}, {@code CN-GZ}
 * @param pue power usage effectiveness: energy of the whole building for one unit of computing (ISO/IEC 30134-2)
 * @param pools its accelerators, one pool a kind
 * @param price of a kWh, by the hour
 * @param carbon grams of CO2 for a kWh, by the hour
 * @param latencyMs to users by their region, there and back; a region that is not named is not known
 * @param gbps bandwidth from a region, for data that must first come here
 */
public record Site(
        String id,
        Text name,
        double latitude,
        double longitude,
        String jurisdiction,
        double pue,
        List<Pool> pools,
        Hourly price,
        Hourly carbon,
        Map<String, Double> latencyMs,
        Map<String, Double> gbps) {
    public Site {
        Limits.name("id", id);
        Limits.number("latitude", latitude, -90, 90);
        Limits.number("longitude", longitude, -180, 180);
        Limits.name("jurisdiction", jurisdiction);
        Limits.number("pue", pue, 1, 5);
        pools = List.copyOf(pools);
        latencyMs = Map.copyOf(latencyMs);
        gbps = Map.copyOf(gbps);
        latencyMs.forEach((region, ms) -> Limits.number("latency_ms." + region, ms, 0, 10_000));
        gbps.forEach((region, speed) -> Limits.number("gbps." + region, speed, 0.000_001, 1_000_000));
        var kinds = new HashSet<String>();
        for (var pool : pools) {
            if (!kinds.add(pool.accelerator())) {
                throw new BadValue(
                        "pools", "同一种加速卡出现两次：" + pool.accelerator(), "a kind stands twice: " + pool.accelerator());
            }
        }
        if (pools.isEmpty()) {
            throw new BadValue("pools", "至少须有一种加速卡", "at least one pool is wanted");
        }
    }

    Optional<Pool> pool(String accelerator) {
        return pools.stream().filter(p -> p.accelerator().equals(accelerator)).findFirst();
    }

    /** Whether this site lies in {@code place}, a jurisdiction or a part of one. */
    boolean in(String place) {
        return jurisdiction.equals(place) || jurisdiction.startsWith(place + "-");
    }
}
