package zhiheng.office.acts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements on acts, within one transaction. */
public interface ActTx {
    void addAct(Act act);

    /**
     * Stores an act with the next place of the log, at which it is not yet in any ledger.
     *
     * @param least no place before this one is given
     * @return its place
     */
    default long addNumbered(Act act, long least) {
        long place = Math.max(entries(), least);
        addAct(act);
        appended(act.id(), place);
        return place;
    }

    /** Returns whether the act exists. */
    boolean appended(String actId, long ledgerIndex);

    /** Stores the places of acts that exist, by their ids. */
    default void appended(Map<String, Long> places) {
        places.forEach(this::appended);
    }

    /** Acts not known to be in the ledger, oldest first. */
    List<Act> pendingActs();

    /** The newest {@code limit} acts about the system, oldest first: in the ledger's order, then those that are not in it yet. */
    List<ActRow> acts(String systemId, int limit);

    /** All acts of that name about the system, oldest first, in the same order. */
    List<ActRow> acts(String systemId, String name);

    /** The last act of that name about the system, in the same order. */
    Optional<ActRow> lastAct(String systemId, String name);

    /** The last act of that name about this subject of the system, in the same order. */
    Optional<ActRow> lastAct(String systemId, String name, String subject);

    /** Of each system the last act of that name that is in the ledger. */
    List<ActRow> lastActs(String name);

    Optional<ActRow> act(String id);

    /** Acts that are in the ledger at {@code index} or after it, in its order. */
    List<ActRow> actsFrom(long ledgerIndex, int limit);

    /** How many places of the ledger are given: the greatest index and one more. */
    long entries();

    /** The greatest id of all acts; "" where there is none. */
    String newestAct();

    void addWords(Words.Row words);

    List<Words.Row> words(String actId);

    /** Text and salt go; that there were words stays. */
    void eraseWords(String actId);

    Optional<LogSeal> seal();

    /** Keeps the seal of the larger size. */
    void seal(LogSeal seal);

    /** The latest acts that are in the ledger, the newest first. */
    List<ActRow> latest(int limit);
}
