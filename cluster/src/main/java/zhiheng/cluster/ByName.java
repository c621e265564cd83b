package zhiheng.cluster;

import org.apache.flink.api.java.functions.KeySelector;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.wire.Unreadable;

/** Keys an observation by metric and system. */
final class ByName implements KeySelector<byte[], String> {
    private static final long serialVersionUID = 1;

    private transient @Nullable Names names;

    @Override
    public String getKey(byte[] observation) throws Unreadable {
        var known = names;
        if (known == null) {
            known = new Names();
            names = known;
        }
        return known.of(observation).text();
    }
}
