package zhiheng.base;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ways a thing may go, declared as a table: in which state which event leads where, who may bring the event about, what
 * is required for it, and within what time of entering the state it is due. What is not in the table does not happen.
 *
 * <pre>{@code
 * static final Course<Door, Act> DOOR = Course.of(Door.class, Act.class, Door.SHUT)
 *         .step(Door.SHUT, Act.OPEN, Door.OPEN).by("keeper").needs("key")
 *         .step(Door.OPEN, Act.SHUT, Door.SHUT).within(Duration.ofHours(1))
 *         .build();
 * }</pre>
 *
 * <p>Immutable; looking a step up costs two array reads.
 *
 * @param <S> the states
 * @param <E> the events
 */
public final class Course<S extends Enum<S>, E extends Enum<E>> {
    /**
     * One line of the table.
     *
     * @param by roles that may bring the event about; empty where it is nobody's act (a timer, a broken connection)
     * @param needs what must be at hand, by name
     * @param within how long after entering {@code from} the event is due, null where it is not
     */
    public record Step<S, E>(
            S from,
            E event,
            S to,
            Set<String> by,
            Set<String> needs,
            @Nullable Duration within) {
        /** Whether somebody of this role may bring it about. */
        public boolean mayBy(String role) {
            return by.isEmpty() || by.contains(role);
        }
    }

    private final S start;
    private final S[] states;
    private final List<Step<S, E>> steps;
    private final @Nullable Step<S, E>[][] table;

    private Course(S start, S[] states, E[] events, List<Step<S, E>> steps) {
        this.start = start;
        this.states = states;
        this.steps = List.copyOf(steps);
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type can be made no other way
        @Nullable
        Step<S, E>[][] made = new Step[states.length][events.length];
        table = made;
        for (var step : steps) {
            var row = table[step.from().ordinal()];
            if (row[step.event().ordinal()] != null) {
                throw new IllegalArgumentException(step.event() + " leads out of " + step.from() + " twice");
            }
            row[step.event().ordinal()] = step;
        }
        var lost = EnumSet.allOf(start.getDeclaringClass());
        lost.removeAll(reached());
        if (!lost.isEmpty()) {
            throw new IllegalArgumentException("no way leads to " + lost);
        }
    }

    /** Begins a table; {@code start} is the state a thing is born in. */
    public static <S extends Enum<S>, E extends Enum<E>> Builder<S, E> of(Class<S> states, Class<E> events, S start) {
        return new Builder<>(start, states.getEnumConstants(), events.getEnumConstants());
    }

    public S start() {
        return start;
    }

    /** Where {@code event} leads from {@code state}; empty where it may not happen. */
    public Optional<Step<S, E>> step(S state, E event) {
        return Optional.ofNullable(table[state.ordinal()][event.ordinal()]);
    }

    /** The state after {@code event}; null where it may not happen. For hot paths, which ask often. */
    public @Nullable S next(S state, E event) {
        var step = table[state.ordinal()][event.ordinal()];
        return step == null ? null : step.to();
    }

    /** What may happen in {@code state}, in the order of the table. */
    public List<Step<S, E>> from(S state) {
        return steps.stream().filter(step -> step.from() == state).toList();
    }

    /** Whether nothing may happen in {@code state} any more. */
    public boolean isEnd(S state) {
        return from(state).isEmpty();
    }

    /** All lines, in the order declared. */
    public List<Step<S, E>> steps() {
        return steps;
    }

    private Set<S> reached() {
        var reached = EnumSet.of(start);
        for (int before = 0; before != reached.size(); ) {
            before = reached.size();
            for (var step : steps) {
                if (reached.contains(step.from())) {
                    reached.add(step.to());
                }
            }
        }
        return reached;
    }

    /** The table, a line a step, for a reader and for golden tests. */
    @Override
    public String toString() {
        var out = new StringBuilder();
        for (var state : states) {
            for (var step : from(state)) {
                out.append(state)
                        .append(" -- ")
                        .append(step.event())
                        .append(" --> ")
                        .append(step.to());
                if (!step.by().isEmpty()) {
                    out.append(" by ").append(String.join(", ", step.by()));
                }
                if (!step.needs().isEmpty()) {
                    out.append(" needs ").append(String.join(", ", step.needs()));
                }
                if (step.within() != null) {
                    out.append(" within ").append(step.within());
                }
                out.append('\n');
            }
        }
        return out.toString();
    }

    /** Takes the lines of a table; {@code by}, {@code needs} and {@code within} speak of the line before them. */
    public static final class Builder<S extends Enum<S>, E extends Enum<E>> {
        private final S start;
        private final S[] states;
        private final E[] events;
        private final List<Step<S, E>> steps = new ArrayList<>();

        private Builder(S start, S[] states, E[] events) {
            this.start = start;
            this.states = states;
            this.events = events;
        }

        public Builder<S, E> step(S from, E event, S to) {
            steps.add(new Step<>(from, event, to, Set.of(), Set.of(), null));
            return this;
        }

        /** The same event from several states. */
        public Builder<S, E> steps(Set<S> from, E event, S to) {
            from.forEach(state -> step(state, event, to));
            return this;
        }

        public Builder<S, E> by(String... roles) {
            var step = steps.removeLast();
            steps.add(new Step<>(step.from(), step.event(), step.to(), ordered(roles), step.needs(), step.within()));
            return this;
        }

        public Builder<S, E> needs(String... things) {
            var step = steps.removeLast();
            steps.add(new Step<>(step.from(), step.event(), step.to(), step.by(), ordered(things), step.within()));
            return this;
        }

        public Builder<S, E> within(Duration time) {
            var step = steps.removeLast();
            steps.add(new Step<>(step.from(), step.event(), step.to(), step.by(), step.needs(), time));
            return this;
        }

        private static Set<String> ordered(String... names) {
            var set = new LinkedHashSet<String>();
            Collections.addAll(set, names);
            return Collections.unmodifiableSet(set);
        }

        /** @throws IllegalArgumentException when an event leads two ways out of a state, or no way leads to a state */
        public Course<S, E> build() {
            return new Course<>(start, states, events, steps);
        }
    }
}
