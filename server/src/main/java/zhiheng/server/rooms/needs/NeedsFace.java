package zhiheng.server.rooms.needs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import zhiheng.base.Text;
import zhiheng.office.acts.Transactions;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;

/** What other rooms may know of needs, and do with them. */
public final class NeedsFace {
    private final Transactions store;
    private final NeedDesk desk;
    private final NeedIntake intake;
    private final List<Function<String, List<Text>>> tellers = new CopyOnWriteArrayList<>();

    NeedsFace(Transactions store, NeedDesk desk, NeedIntake intake) {
        this.store = store;
        this.desk = desk;
        this.intake = intake;
    }

    /** A need in its asker's words. @param joined how many others were joined to it */
    public record Said(String id, String text, Text kind, int joined) {}

    /** The organisation that somebody acts for, of those who work on needs; others are refused. */
    public Org of(Actor actor) {
        return desk.of(actor);
    }

    /** Refuses who is not of the needs desk. */
    public void desk(Actor actor) {
        desk.desk(actor);
    }

    /** Needs by id, in the order given. */
    public List<Said> said(Actor actor, Collection<String> ids) {
        var said = new ArrayList<Said>();
        for (var id : ids) {
            var n = desk.one(actor, id);
            int joined = store.read(tx -> NeedRows.in(tx).joinedTo(id)).size();
            said.add(new Said(id, n.text(), NeedWords.kind(n.kind()), joined));
        }
        return said;
    }

    /** A need and those that were joined to it. */
    public List<String> group(String id) {
        var group = new ArrayList<String>();
        group.add(id);
        group.addAll(store.read(tx -> NeedRows.in(tx).joinedTo(id)));
        return group;
    }

    /** Takes a need that somebody found, personal data masked, once for each source. @return its id, or empty where it is there already */
    public Optional<String> bring(Actor actor, String text, String source) {
        desk.desk(actor);
        Access.mayChange(actor);
        return intake.bring(actor, Need.Kind.REPORT, intake.masked(text), "", source);
    }

    /** Counts by department, "" for all, as the board has them. */
    public Map<String, Map<String, Long>> tallies(Actor actor) {
        return desk.board(actor).tallies();
    }

    /**
     * What became of closed needs, by department and day; a department sees its own.
     *
     * @param to the first day after
     */
    public List<ClosedDay> closed(Actor actor, LocalDate from, LocalDate to) {
        var org = desk.of(actor);
        return store.read(tx -> ClosedDay.between(tx, from, to)).stream()
                .filter(day -> org.kind() != Org.Kind.DEPARTMENT || day.lead().equals(org.id()))
                .toList();
    }

    /** Another room tells askers what became of a need; asked with its id when a receipt is looked up. */
    public void tells(Function<String, List<Text>> teller) {
        tellers.add(teller);
    }

    /** What other rooms tell of a need. */
    List<Text> told(String need) {
        return tellers.stream().flatMap(t -> t.apply(need).stream()).toList();
    }
}
