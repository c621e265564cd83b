package zhiheng.watch.mean;

import java.io.DataInput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Detector;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Observation;
import zhiheng.watch.State;
import zhiheng.watch.rate.RateDetector;

/** A detector of shares, given values in [low, high] as the share of the way from one to the other; what lies outside it rejects. */
public record Rescaled<S extends State>(RateDetector<S> inner, double low, double high) implements Detector<S> {
    @Override
    public S start() {
        return inner.start();
    }

    @Override
    public @Nullable Alarm observe(S state, Observation observation) {
        double share = (observation.value() - low) / (high - low);
        return inner.add(state, observation.time(), share, observation.weight());
    }

    @Override
    public S read(DataInput in) throws IOException {
        return inner.read(in);
    }

    @Override
    public Guarantee guarantee() {
        return inner.guarantee();
    }
}
