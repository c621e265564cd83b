package zhiheng.cluster;

import org.apache.flink.api.java.functions.KeySelector;

/** A piece has many keys; {@link WatchOperator} says itself which it asks for. Flink wants a selector where there are states by key. */
final class NoKey implements KeySelector<Batch, String> {
    private static final long serialVersionUID = 1;

    @Override
    public String getKey(Batch batch) {
        return "";
    }
}
