package zhiheng.cases;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.packs.Term;

/**
 * How cases of one kind go, as a pack's {@code procedures.yaml} says it. Every part knows its line, for errors.
 *
 * @param id unique over all packs
 * @param version as the pack declares it, with the start of the file's SHA-256: an edit is another version
 * @param zone in which days begin and end
 * @param acts what may be recorded in any stage and leads nowhere, but starts or meets deadlines
 * @param stages the first is the one a case begins in; one without moves is an end
 * @param opens ids of duties of packs; where a grade finds one of them, an incident begins a case of this procedure;
 *     {@code by-person} for one that somebody opens by hand
 */
public record Procedure(
        String id,
        String version,
        String pack,
        String file,
        String jurisdiction,
        ZoneId zone,
        Kind kind,
        Text name,
        Text about,
        Cite cite,
        List<Role> roles,
        List<Item> items,
        List<NamedAct> acts,
        List<Stage> stages,
        List<Deadline> deadlines,
        Set<String> opens,
        int line) {
    /** The act that opens a case, for {@link Deadline#after}. */
    public static final String OPENED = "opened";

    /** What is moved. */
    public enum Kind {
        SANDBOX,
        INCIDENT,
        PROBLEM,
        DRILL
    }

    /** Of what kind of organisation somebody must be; SYSTEM is the server itself, never a person. */
    public enum Holder {
        PROVIDER,
        AUTHORITY,
        DEPARTMENT,
        SYSTEM
    }

    /** The place in the law, and how sure the pack is of it (a mark that {@code confidence} explains). */
    public record Cite(String ref, String confidence, Text meaning) {
        public static final Cite NONE = new Cite("", "", new Text("", ""));
    }

    public record Role(String id, Text name, Holder heldBy, int line) {}

    /** What can be put on file. */
    public record Item(String id, Sort sort, Text name, Set<String> by, int line) {
        public enum Sort {
            DOCUMENT,
            EVIDENCE,
            VOTE,
            STATISTIC
        }
    }

    /** @param duties ids of duties of packs; where a grade finds one of them, the act is recorded by the server itself */
    public record NamedAct(String id, Text name, Set<String> by, Set<String> duties, Cite cite, int line) {}

    /** @param produces the document that belongs to the stage, an item; null for none */
    public record Stage(
            String id,
            Text name,
            Text about,
            Cite cite,
            @Nullable String produces,
            List<Move> moves,
            int line) {
        public boolean end() {
            return moves.isEmpty();
        }

        public Optional<Move> move(String event) {
            return moves.stream().filter(m -> m.event().equals(event)).findFirst();
        }
    }

    /**
     * A way out of a stage.
     *
     * @param by roles of whom one begins it
     * @param second roles of whom one, another person, must do the same; empty where one person is enough
     */
    public record Move(
            String event, Text name, String to, Set<String> by, Set<String> second, List<Need> needs, int line) {}

    /** What must be there to leave a stage. */
    public sealed interface Need {
        /** The item that it speaks of. */
        String item();

        /** A document or evidence. */
        record OnFile(String item) implements Need {}

        /** At least {@code yes} of the votes in favour, and more than against. */
        record Votes(String item, int yes) implements Need {}

        /** The upper bound of the statistic lies below. */
        record Below(String item, double bound) implements Need {}

        /** The lower bound of the statistic lies above. */
        record Above(String item, double bound) implements Need {}
    }

    /**
     * A time by which something must be done.
     *
     * @param after what starts it: {@link #OPENED}, a move's event, a named act, or an item that is filed
     * @param metBy what meets it, named in the same way
     * @param stages those in which it counts, and whose leaving ends it; empty: in all, and no end is reached while it is owed
     * @param remind how long before its end those who owe it are reminded
     * @param owes the roles that are reminded
     * @param silence the event that happens when it passes; null: nothing, it stays owed and is late
     * @param escalate the role told when it stays unmet, {@code escalateAfter} its end; null for none
     */
    public record Deadline(
            String id,
            Text name,
            Set<String> after,
            Term within,
            Set<String> metBy,
            Set<String> stages,
            List<Term> remind,
            Set<String> owes,
            @Nullable String silence,
            @Nullable String escalate,
            @Nullable Term escalateAfter,
            Cite cite,
            int line) {
        public boolean countsIn(String stage) {
            return stages.isEmpty() || stages.contains(stage);
        }
    }

    public Stage start() {
        return stages.getFirst();
    }

    /** @throws IllegalArgumentException when there is no such stage */
    public Stage stage(String id) {
        return find(stages.stream().filter(s -> s.id().equals(id)), id);
    }

    public Item item(String id) {
        return find(items.stream().filter(i -> i.id().equals(id)), id);
    }

    public Role role(String id) {
        return find(roles.stream().filter(r -> r.id().equals(id)), id);
    }

    public Deadline deadline(String id) {
        return find(deadlines.stream().filter(d -> d.id().equals(id)), id);
    }

    public Optional<NamedAct> act(String id) {
        return acts.stream().filter(a -> a.id().equals(id)).findFirst();
    }

    private static <T> T find(Stream<T> all, String id) {
        return all.findFirst().orElseThrow(() -> new IllegalArgumentException("the procedure has no '" + id + "'"));
    }

    /** The name of an event, act, item, role, stage or deadline, for people. */
    public Text named(String id) {
        return Stream.of(
                        stages.stream()
                                .flatMap(s -> s.moves().stream())
                                .filter(m -> m.event().equals(id))
                                .map(Move::name),
                        acts.stream().filter(a -> a.id().equals(id)).map(NamedAct::name),
                        items.stream().filter(i -> i.id().equals(id)).map(Item::name),
                        deadlines.stream().filter(d -> d.id().equals(id)).map(Deadline::name),
                        stages.stream().filter(s -> s.id().equals(id)).map(Stage::name),
                        roles.stream().filter(r -> r.id().equals(id)).map(Role::name))
                .flatMap(names -> names)
                .findFirst()
                .orElse(new Text(id, id));
    }
}
