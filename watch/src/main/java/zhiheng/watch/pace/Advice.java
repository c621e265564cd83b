package zhiheng.watch.pace;

import zhiheng.watch.Interval;

/** What the findings of a stage speak for; people decide. {@link #harm} holds the bounds on the rate of harm. */
public sealed interface Advice {
    Interval harm();

    /** Harm is proven to be rarer than the stage's bound. */
    record Widen(Interval harm) implements Advice {}

    /** Neither is proven. */
    record Stay(Interval harm) implements Advice {}

    /** Harm is proven to be more frequent than the bound on which the stage was entered (the first stage: its own). */
    record FallBack(Interval harm) implements Advice {}
}
