package zhiheng.cluster;

import org.apache.flink.api.java.functions.KeySelector;

/** The key of a state. */
final class PackedKey implements KeySelector<Savepoints.Packed, String> {
    private static final long serialVersionUID = 1;

    @Override
    public String getKey(Savepoints.Packed packed) {
        return packed.key();
    }
}
