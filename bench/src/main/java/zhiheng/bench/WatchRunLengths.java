package zhiheng.bench;

import java.util.List;
import java.util.function.Supplier;
import zhiheng.watch.simulate.Level;
import zhiheng.watch.simulate.Meter;
import zhiheng.watch.simulate.Probe;
import zhiheng.watch.simulate.Sources;

/** Realised run length over base rates and correlations: one table for each detector. */
final class WatchRunLengths {
    static final double[] RATES = {.001, .01, .05, .2, .5};
    static final double[] CORRELATIONS = {0, .1, .3, .5};

    private final WatchSize size;

    WatchRunLengths(WatchSize size) {
        this.size = size;
    }

    interface ByRate {
        Supplier<Probe> at(double rate);
    }

    record Row(String name, ByRate probes) {}

    String table(List<Row> rows) {
        var text = new StringBuilder("| detector | rate |");
        for (double correlation : CORRELATIONS) {
            text.append(" ρ = ").append(correlation).append(" |");
        }
        text.append("\n|---|---|").append("---|".repeat(CORRELATIONS.length)).append('\n');
        for (var row : rows) {
            for (double rate : RATES) {
                text.append("| ").append(row.name()).append(" | ").append(rate).append(" |");
                for (double correlation : CORRELATIONS) {
                    var measured = new Meter(size.longRuns(), size.seed() + 3, size.threads())
                            .runLength(
                                    row.probes().at(rate),
                                    Sources.bernoulli(Level.constant(rate), correlation),
                                    size.longLimit());
                    text.append(' ').append(WatchText.runLength(measured)).append(" |");
                }
                text.append('\n');
            }
        }
        return text.toString();
    }
}
