package zhiheng.drills.exercise;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.packs.Term;

/**
 * What is rehearsed: who takes part, what is injected when, and what is expected of them. Its injects, in their order, are the master
 * scenario events list (MSEL) of NIST SP 800-84. Times count from the beginning of the drill.
 *
 * @param version as its author numbers it, with the digest of the text
 * @param ends when it stops by itself, whatever is still open
 * @param every how often it is to be held; null where there is no rhythm
 * @param rhythm what asks for that
 */
public record Scenario(
        String id,
        String version,
        Text name,
        Text about,
        Sector sector,
        List<Form> forms,
        Kind kind,
        Reach reach,
        Duration ends,
        @Nullable Term every,
        String rhythm,
        List<Slot> systems,
        List<Seat> seats,
        List<Inject> injects,
        List<Report> reports) {
    /** Where the systems work. */
    public enum Sector {
        DRIVING,
        HEALTH,
        FINANCE,
        OTHER
    }

    /** How it is held: 桌面推演, 实操演练, 示范演练 of GB/T 38645-2020. */
    public enum Form {
        TABLETOP,
        LIVE,
        /** Shown to others by its script: what comes and what is expected is known to all, nothing is sent, and nothing is graded. */
        DEMONSTRATION
    }

    /** All of a plan, or one part of it: 综合 and 专项 of GB/T 38645-2020. */
    public enum Kind {
        COMPREHENSIVE,
        SPECIAL
    }

    /** Who is in it: 单位内部, 行业内部, 跨行业, 地域性, 跨地区 of GB/T 38645-2020. */
    public enum Reach {
        INTERNAL,
        SECTOR,
        CROSS_SECTOR,
        REGIONAL,
        CROSS_REGIONAL
    }

    /** What is rehearsed against; ids of MITRE ATLAS stand at each inject. */
    public enum Attack {
        POISONING,
        ADVERSARIAL,
        DEEPFAKE,
        INJECTION,
        LEAK
    }

    /** A place for an AI system; which one fills it is said when a drill is planned. */
    public record Slot(String id, Text name) {}

    /** A place for people; who sits there is said when a drill is planned. */
    public record Seat(String id, Text name, Part part) {}

    /**
     * One line of the MSEL.
     *
     * @param at and {@code lasts}: it is there from {@code at} on, for so long unless it is contained before
     * @param to the slot of the system
     * @param atlas ids of techniques
     * @param situation what the participants are told or see
     * @param traffic what a live drill sends; null where it can only be talked through
     * @param ask what is to be talked about at the table
     */
    public record Inject(
            String id,
            Duration at,
            Duration lasts,
            String to,
            Attack attack,
            List<String> atlas,
            Text name,
            Text situation,
            @Nullable Traffic traffic,
            Expected expect,
            List<Text> ask) {
        public Duration until() {
            return at.plus(lasts);
        }
    }

    /**
     * What goes through the gateway in a live drill. The words are the stand-in model's, which answers in the place of the real one.
     *
     * @param says what the stand-in adds to its answers, {@code ANSWERS}; or the group it disfavours, {@code DECISIONS}; else ""
     * @param calls how many at most
     */
    public record Traffic(Sort sort, String says, int calls) {
        /** What is wrong: the words of answers, pictures without their label, or decisions about a group. */
        public enum Sort {
            ANSWERS,
            PICTURES,
            DECISIONS
        }
    }

    /**
     * What ought to happen.
     *
     * @param family of risks that an alert of it belongs to; "" for any
     * @param detect from the inject to the first alert
     * @param acknowledge from the alert to the first act of a person
     * @param grade at least this one, and not more than one above
     * @param contain from the alert to the first step that holds; null where none is wanted
     * @param least and {@code most}: the steps of the ladder that are right, such as 3 for L3
     * @param recover from the inject to the end of the last step
     * @param by the seat that acts
     */
    public record Expected(
            String family,
            Duration detect,
            Duration acknowledge,
            @Nullable Grade grade,
            @Nullable Duration contain,
            int least,
            int most,
            @Nullable Duration recover,
            String by) {
        Expected faster(int by) {
            return new Expected(
                    family,
                    detect.dividedBy(by),
                    acknowledge.dividedBy(by),
                    grade,
                    contain == null ? null : contain.dividedBy(by),
                    least,
                    most,
                    recover == null ? null : recover.dividedBy(by),
                    this.by);
        }
    }

    /** The four grades of the State's emergency plans, the least grave first. */
    public enum Grade {
        BLUE,
        YELLOW,
        ORANGE,
        RED
    }

    /**
     * Something to be handed in, or handed over, in time.
     *
     * @param after the inject
     * @param within from the alert of that inject; where there was none, from when its alert was due
     * @param ref the clause that the clock rehearses
     * @param answered whether an answer meets it that another organisation gave over the exchange, here or on another server
     */
    public record Report(
            String id, Text name, String after, Duration within, String by, String ref, boolean answered) {}

    public Optional<Inject> inject(String id) {
        return injects.stream().filter(i -> i.id().equals(id)).findFirst();
    }

    public Optional<Seat> seat(String id) {
        return seats.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    /** The same with all times divided: a compressed drill, whose expectations are as much shorter. */
    public Scenario faster(int by) {
        if (by == 1) {
            return this;
        }
        return new Scenario(
                id,
                version,
                name,
                about,
                sector,
                forms,
                kind,
                reach,
                ends.dividedBy(by),
                every,
                rhythm,
                systems,
                seats,
                injects.stream()
                        .map(i -> new Inject(
                                i.id(),
                                i.at().dividedBy(by),
                                i.lasts().dividedBy(by),
                                i.to(),
                                i.attack(),
                                i.atlas(),
                                i.name(),
                                i.situation(),
                                i.traffic(),
                                i.expect().faster(by),
                                i.ask()))
                        .toList(),
                reports.stream()
                        .map(r -> new Report(
                                r.id(), r.name(), r.after(), r.within().dividedBy(by), r.by(), r.ref(), r.answered()))
                        .toList());
    }

    /** Until when the traffic of a drill that began then may flow. */
    public Instant end(Instant began) {
        return began.plus(ends);
    }
}
