package zhiheng.office;

import java.util.function.Consumer;
import zhiheng.office.acts.ActTx;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Transactions;
import zhiheng.office.duties.DutyTx;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.SystemTx;

/** Where the office keeps its state: the ports of the domains that every installation has, in one. */
public interface OfficeStore extends Transactions {
    /** How many {@link #eachSystem} reads at a time. */
    int SYSTEMS_TOGETHER = 500;

    /** All statements of the office. */
    interface Tx extends Transaction, ActTx, SystemTx, DutyTx {}

    /** The statements within {@code tx}, which must be this store's own. */
    Tx in(Transaction tx);

    /** Every system, one after another by id. Some hundred are read at a time, so that no transaction lasts as long as the walk. */
    default void eachSystem(Consumer<AiSystem> each) {
        var last = "";
        while (true) {
            var after = last;
            var batch = read(tx -> in(tx).systemsAfter(after, null, SYSTEMS_TOGETHER));
            batch.forEach(each);
            if (batch.size() < SYSTEMS_TOGETHER) {
                return;
            }
            last = batch.getLast().id();
        }
    }
}
