package zhiheng.cases.cacao;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * One playbook.
 *
 * @param targets the address of each target of sort {@code http-api}, by its id
 * @param markings ids of its data markings; {@code tlp} the level among them, "" where there is none
 * @param text the playbook as it was written, to the byte
 */
public record Playbook(
        String id,
        Text name,
        Text about,
        List<String> types,
        String created,
        String modified,
        String start,
        Map<String, Variable> variables,
        Map<String, Step> steps,
        Map<String, String> targets,
        String tlp,
        String text) {
    /** Our extension: names in two languages, and what a containment step does. */
    public static final String EXTENSION = "extension-definition--6f8a2c1e-5d1b-4c3e-9a57-2f1d0c7b8e90";

    /** @param value null where whoever starts a run must give it */
    public record Variable(String type, @Nullable String value, boolean constant) {}

    public enum Type {
        START("start"),
        END("end"),
        ACTION("action"),
        PLAYBOOK_ACTION("playbook-action"),
        PARALLEL("parallel"),
        IF("if-condition"),
        WHILE("while-condition"),
        SWITCH("switch-condition");

        final String word;

        Type(String word) {
            this.word = word;
        }

        public boolean asks() {
            return this == IF || this == WHILE || this == SWITCH;
        }
    }

    /**
     * One step. {@code onCompletion} and the other links are ids of steps, "" for none.
     *
     * @param asks what a person decides, where the step is a condition
     * @param branches where each answer, or each parallel part, leads
     * @param containment what the ladder does; null for a step that is none
     */
    public record Step(
            String id,
            Type type,
            Text name,
            Text about,
            String onCompletion,
            String onSuccess,
            String onFailure,
            String asks,
            Map<String, String> branches,
            List<Command> commands,
            List<String> targets,
            Map<String, Variable> variables,
            @Nullable Containment containment) {
        /** Where it leads; "" for nowhere. */
        String next(boolean ok) {
            return !onCompletion.isEmpty() ? onCompletion : ok ? onSuccess : onFailure;
        }

        Stream<String> links() {
            return Stream.concat(Stream.of(onCompletion, onSuccess, onFailure), branches.values().stream())
                    .filter(link -> !link.isEmpty());
        }

        /** What it is for those who run it. */
        public Way way() {
            if (containment != null) {
                return Way.CONTAINMENT;
            }
            if (commands.size() == 1 && commands.getFirst().type().equals("http-api")) {
                return Way.HTTP;
            }
            return commands.stream().allMatch(c -> c.type().equals("manual")) && type == Type.ACTION
                    ? Way.MANUAL
                    : Way.NONE;
        }
    }

    public enum Way {
        MANUAL,
        HTTP,
        CONTAINMENT,
        /** This server cannot do it. */
        NONE
    }

    /** @param text what to do; for {@code http-api} method, path and protocol */
    public record Command(String type, String text, Map<String, List<String>> headers, String content) {}

    /** A step of the ladder. */
    public record Containment(String level, String target, long hours) {}

    public Step step(String step) {
        var found = steps.get(step);
        if (found == null) {
            throw new IllegalArgumentException(step);
        }
        return found;
    }

    /** The steps that this server cannot do; a run is refused while there are any. */
    public List<Step> beyondUs() {
        return steps.values().stream()
                .filter(s -> s.type() == Type.PLAYBOOK_ACTION || s.type() == Type.ACTION && s.way() == Way.NONE)
                .toList();
    }

    /** {@code text} with each {@code __name__:value} replaced by what {@code values} holds. */
    public static String filled(String text, Map<String, String> values) {
        var filled = text;
        for (var entry : values.entrySet()) {
            filled = filled.replace(entry.getKey() + ":value", entry.getValue());
        }
        return filled;
    }
}
