package zhiheng.placement;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import zhiheng.base.Refusal;

/**
 * Where electricity comes from, with its grams of CO2 equivalent a kWh over the whole life of the plant: medians of IPCC, Fifth
 * Assessment Report, Working Group III, Annex III, table A.III.2 (2014).
 */
public enum PowerSource {
    COAL(820),
    GAS(490),
    BIOMASS(230),
    SOLAR(48),
    HYDRO(24),
    NUCLEAR(12),
    WIND(11);

    private final double grams;

    PowerSource(double grams) {
        this.grams = grams;
    }

    public double grams() {
        return grams;
    }

    /** The carbon of a mix: shares by source, by the hour, that are 1 together at each hour. */
    static Hourly carbon(Part mix) {
        var names = mix.names();
        var shares = new LinkedHashMap<PowerSource, Hourly>();
        int hours = 1;
        for (var name : names) {
            var source = Arrays.stream(values())
                    .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(() -> mix.bad(
                            Limits.cut(name),
                            "不是电源；可用 coal、gas、biomass、solar、hydro、nuclear、wind",
                            "is no source; there are coal, gas, biomass, solar, hydro, nuclear, wind"));
            var hourly = mix.hourly(name);
            shares.put(source, hourly);
            hours = Math.max(hours, hourly.copy().length);
        }
        var carbon = new double[hours];
        for (int h = 0; h < hours; h++) {
            double sum = 0;
            for (var share : shares.entrySet()) {
                if (!share.getValue().covers(hours)) {
                    throw Refusal.invalid("各电源的小时数须相同", "all sources must have as many hours")
                            .at(mix.where());
                }
                sum += share.getValue().at(h);
                carbon[h] += share.getValue().at(h) * share.getKey().grams();
            }
            if (Math.abs(sum - 1) > .01) {
                throw Refusal.invalid("第 " + h + " 小时各电源之和须为 1", "the shares of hour " + h + " must be 1 together")
                        .at(mix.where());
            }
        }
        return Hourly.of(carbon);
    }
}
