package zhiheng.gateway.inspect;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.Terms.Action;

/** The inspectors of one permit, compiled. Safe for many threads. */
public interface Inspection {
    /** Which way the text goes. */
    enum Direction {
        IN,
        OUT
    }

    /**
     * @param action the strictest action among the detections, null when there are none
     * @param text the text with what is to be masked replaced
     */
    record Outcome(List<Detection> detections, @Nullable Action action, String text) {
        public Outcome {
            detections = List.copyOf(detections);
        }
    }

    /** Whether it looks at words at all; what it would have to look at and cannot must not pass. */
    default boolean reads() {
        return true;
    }

    /** Whether it waits for inspectors that take their time; an event loop must then not call it. */
    default boolean blocks() {
        return false;
    }

    /** The same, of texts that go one way. */
    default boolean blocks(Direction direction) {
        return blocks();
    }

    /**
     * Begins what looks at a call without holding it up. What it finds is only noted, and comes by itself; it never fails.
     *
     * @param texts asked for only where there is such a one
     * @return null where the permit asks for nothing of the kind
     */
    default @Nullable CompletableFuture<List<Detection>> aside(Supplier<List<String>> texts) {
        return null;
    }

    Outcome inspect(String text, Direction direction);

    /** The texts of one call or one answer, in the time that there is for one. @return an outcome for each, in their order */
    default List<Outcome> inspect(List<String> texts, Direction direction) {
        return texts.stream().map(text -> inspect(text, direction)).toList();
    }

    /** Whether the permit says which tools a model may call. */
    default boolean checksTools() {
        return false;
    }

    /** What is wrong with a model's call of a tool, by the permit. @param arguments as the model wrote them: JSON, or not */
    default List<Detection> tool(String name, String arguments) {
        return List.of();
    }

    /** A text that arrives in pieces. */
    Flow flow(Direction direction);

    /** Not safe for two threads. */
    interface Flow {
        /** Takes a piece in. @return what is safe to pass on by now, masked; it may lag behind by the length of the longest pattern */
        String push(String piece);

        /** The text is over. @return the rest */
        String end();

        /** How much of what came at the end is not decided: something that begins in it may go on in the next piece. */
        int held();

        /** The first characters belong to something that began in a text before, and this stands for them; asked before any piece. */
        void drop(int characters, String mask);

        /** From here on the text belongs to something that goes on in the text behind it; asked before the end, of what is held. */
        void cut(int from, String mask);

        /** All that was found by now. */
        Outcome soFar();

        /** Whether nothing was found by now. */
        default boolean isClean() {
            return soFar().detections().isEmpty();
        }

        /** Keeps the text back until all of it is there. */
        static Flow whole(Inspection inspection, Direction direction) {
            return new WholeFlow(inspection, direction);
        }
    }

    /** Nothing is looked for. */
    Inspection NONE = new NoInspection();
}
