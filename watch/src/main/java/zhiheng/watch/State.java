package zhiheng.watch;

import java.io.DataOutput;
import java.io.IOException;

/** What a detector remembers about one key: a plain value of bounded size. */
public interface State {
    /** The evidence against "nothing changed" so far, on the detector's own scale; see {@link Alarm#threshold}. */
    double statistic();

    /** How many observations (events, for weights other than 1) were taken in since the start or the last alarm. */
    long count();

    void write(DataOutput out) throws IOException;
}
