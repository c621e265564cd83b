package zhiheng.gateway.permit;

import java.util.List;

/** Where permits survive a restart. */
public interface PermitStore {
    /** All permits; for one whose change was begun and not finished, the one that {@link #intend} named to hold meanwhile. */
    List<Permit> load();

    /** A change begins: {@code meanwhile} holds until {@link #commit}. Durable when it returns. */
    void intend(Permit meanwhile, Permit after);

    /** The change is done. Durable when it returns. */
    void commit(Permit after);
}
