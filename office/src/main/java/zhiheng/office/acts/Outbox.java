package zhiheng.office.acts;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import zhiheng.base.Ids;
import zhiheng.base.Refusal;
import zhiheng.ledger.Entry;
import zhiheng.ledger.Ledger;
import zhiheng.ledger.LedgerException;
import zhiheng.office.people.Actor;

/**
 * Makes the database and the ledger agree. An act is committed with the change it reports, then appended, then its
 * index is stored; among several servers it has its index from the commit on, see {@link Order}. A crash between these steps leaves
 * an act pending: {@link #recover} appends it, unless the ledger already holds it. Acts come into the ledger in the order in which
 * their transactions committed; see {@link Appending}.
 */
public final class Outbox {
    private final Transactions store;
    private final Port<? extends ActTx> rows;
    private final Ledger ledger;
    private final OfficeTime time;
    private final Ids ids;
    private final Order order;
    private final LogCopy copy;
    private final Appending appending;
    private final CopyOnWriteArrayList<Consumer<List<Act>>> listeners = new CopyOnWriteArrayList<>();

    /** One server, whose ledger decides the order. */
    public Outbox(Transactions store, Port<? extends ActTx> rows, Ledger ledger, Clock clock, Ids ids) {
        this(store, rows, ledger, clock, ids, Order.LEDGER);
    }

    public Outbox(Transactions store, Port<? extends ActTx> rows, Ledger ledger, Clock clock, Ids ids, Order order) {
        this.store = store;
        this.rows = rows;
        this.ledger = ledger;
        this.time = new OfficeTime(clock);
        this.ids = ids;
        this.order = order;
        this.copy = new LogCopy(store, rows, ledger);
        this.appending = new Appending(
                switch (order) {
                    case LEDGER -> new LedgerFirst(store, rows, ledger);
                    case DATABASE -> new DatabaseFirst(store, rows, ledger);
                });
    }

    /** Tells {@code listener} of the acts of each transaction, once it is committed. A listener neither blocks nor throws. */
    public void listen(Consumer<List<Act>> listener) {
        listeners.add(listener);
    }

    /** Collects the acts of one transaction. */
    public final class Acts {
        private final List<Act> list = new ArrayList<>();
        private final List<Words.Row> words = new ArrayList<>();

        /** Makes an act; the caller stores it inside its transaction. {@code details} holds ids, fact values and {@link Words}. */
        public Act add(
                Actor actor, String name, String subject, String systemId, String sha256, Map<String, ?> details) {
            var id = ids.next();
            var told = new LinkedHashMap<String, Object>();
            told.put("act", id);
            details.forEach((member, value) -> {
                if (value instanceof Words said) {
                    words.add(said.row(id, member));
                    told.put(member, said.inLeaf());
                } else {
                    told.put(member, value);
                }
            });
            var body = Json.write(told);
            var act = new Act(id, time.now(), actor.id(), name, subject, systemId, sha256, body, ledger.size());
            fits(act);
            list.add(act);
            return act;
        }
    }

    /** Runs {@code work} in a transaction, then appends the acts it made, together with those of others that wait. */
    public <T> T record(BiFunction<Transaction, Acts, T> work) {
        var acts = new Acts();
        var batch = new Batch(acts.list);
        T result;
        try {
            result = store.write(tx -> {
                var made = work.apply(tx, acts);
                appending.store(tx, batch);
                acts.words.forEach(rows.in(tx)::addWords);
                appending.enter(batch);
                return made;
            });
        } catch (Throwable e) {
            if (batch.entered()) {
                appending.doubt(batch);
            }
            batch.decide(false);
            throw e;
        }
        batch.decide(true);
        listeners.forEach(listener -> listener.accept(acts.list));
        appending.finish(batch);
        return result;
    }

    /** The last act of that name about the system, as {@code tx} sees it. */
    public Optional<ActRow> last(Transaction tx, String systemId, String name) {
        return rows.in(tx).lastAct(systemId, name);
    }

    /** Of each system the last act of that name that is in the ledger. */
    public List<ActRow> lastOfEach(String name) {
        return store.read(tx -> rows.in(tx).lastActs(name));
    }

    /** The last act of that name about {@code subject}, which belongs to the system. */
    public Optional<ActRow> last(String systemId, String name, String subject) {
        return store.read(tx -> rows.in(tx).lastAct(systemId, name, subject));
    }

    /** The last act of that name about the system. */
    public Optional<ActRow> last(String systemId, String name) {
        return store.read(tx -> rows.in(tx).lastAct(systemId, name));
    }

    /** What people said in an act, as far as it has not been erased and is not kept elsewhere; as {@code tx} sees it. */
    public List<Words.Row> words(Transaction tx, String actId) {
        return rows.in(tx).words(actId);
    }

    /** Erases what was said in an act; that it was done is an act itself. Returns whether there was anything left. */
    public boolean eraseWords(Actor actor, Act act) {
        return record((tx, acts) -> {
            if (rows.in(tx).words(act.id()).stream().allMatch(Words.Row::erased)) {
                return false;
            }
            rows.in(tx).eraseWords(act.id());
            acts.add(actor, "words.erased", act.subject(), act.systemId(), "", Map.of("of", act.id()));
            return true;
        });
    }

    /**
     * Makes sure that database and ledger are of one installation and one time, then appends what an earlier run left pending. Call
     * once, before the first change. Returns how many acts it settled.
     *
     * @throws Refusal when going on would fork the log
     */
    public int recover() {
        if (order == Order.DATABASE) {
            copy.catchUp();
        }
        store.read(tx -> {
            new Agreement(rows.in(tx), ledger).orRefuse();
            return true;
        });
        copy.catchUp(); // after several servers the ledger of one of them may lack the last entries
        var pending = store.read(tx -> {
            ids.after(rows.in(tx).newestAct());
            return rows.in(tx).pendingActs();
        });
        appending.settle(pending);
        return pending.size();
    }

    /** Whether acts are stored that the ledger has not taken yet. */
    public boolean behind() {
        return appending.behind();
    }

    /** Appends what the ledger did not take, where it takes it now; {@link LedgerUnavailable} where it does not. */
    public void retry() {
        appending.retry();
    }

    /** The act whose id stands in the leaf at {@code index}, never one that merely claims the place; as {@code tx} sees it. */
    public Optional<Act> actOf(Transaction tx, long index) {
        if (index < 0 || index >= ledger.size()) {
            return Optional.empty();
        }
        var bytes = ledger.entryBytes(index);
        return rows.in(tx)
                .act(Json.actId(Entry.parse(bytes).bodyJson()))
                .map(ActRow::act)
                .filter(act -> Arrays.equals(entry(act).toBytes(), bytes));
    }

    /** Refuses, before anything is committed, what the ledger would never take. */
    private static void fits(Act act) {
        try {
            entry(act).toBytes();
        } catch (LedgerException e) {
            throw Refusal.invalid(
                    "内容过大，无法记入账本：" + e.text().zh(),
                    "Too large for the ledger: " + e.text().en());
        }
    }

    static Entry entry(Act act) {
        return new Entry(act.time(), act.actor(), act.name(), act.subject(), act.evidenceSha256(), act.body());
    }
}
