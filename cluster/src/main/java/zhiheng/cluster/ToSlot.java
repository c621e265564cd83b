package zhiheng.cluster;

import org.apache.flink.api.common.functions.Partitioner;
import org.apache.flink.api.java.functions.KeySelector;

/**
 * Sends a piece to its slot. The slot is that to which Flink gives the states of its keys, so that the operator behind has them as if each
 * observation had come by its own key.
 */
final class ToSlot implements Partitioner<Integer>, KeySelector<Batch, Integer> {
    private static final long serialVersionUID = 1;

    @Override
    public int partition(Integer slot, int slots) {
        return slot;
    }

    @Override
    public Integer getKey(Batch batch) {
        return batch.to();
    }
}
