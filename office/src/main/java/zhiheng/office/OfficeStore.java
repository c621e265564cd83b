package zhiheng.office;

import zhiheng.office.acts.ActTx;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Transactions;
import zhiheng.office.duties.DutyTx;
import zhiheng.office.registry.SystemTx;

/** Where the office keeps its state: the ports of the domains that every installation has, in one. */
public interface OfficeStore extends Transactions {
    /** All statements of the office. */
    interface Tx extends Transaction, ActTx, SystemTx, DutyTx {}

    /** The statements within {@code tx}, which must be this store's own. */
    Tx in(Transaction tx);
}
