package zhiheng.packs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;
import zhiheng.base.Text;

/** Every fact of every pack, asked and derived, each with its slot. Filled while packs are read, then only read. */
final class Vocabulary {
    private static final Set<String> FACT =
            Yaml.Words.ordered("id", "type", "question", "help", "options", "signed", "define", "text");
    private static final Set<String> OPTION = Yaml.Words.ordered("id", "label", "alone");
    private static final List<String> TYPES = List.of("bool", "choice", "choices", "number", "date");
    private static final Text NO_TEXT = new Text("", "");

    /** A derived fact that is given by a condition. */
    record Definition(Slot slot, String condition, Yaml at) {}

    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final List<Definition> definitions = new ArrayList<>();

    /** A vocabulary that was read before, its slots in their places. */
    static Vocabulary of(List<Slot> slots) {
        var vocabulary = new Vocabulary();
        slots.forEach(slot -> vocabulary.slots.put(slot.id(), slot));
        return vocabulary;
    }

    void add(String pack, Yaml file) {
        for (var item : file.list()) {
            addFact(pack, item);
        }
    }

    private void addFact(String pack, Yaml item) {
        var f = item.named("fact", "id").fields(FACT);
        var id = f.string("id");
        if (!id.matches("[a-z][a-z0-9_]*")) {
            throw f.at().error("a fact id is snake_case: small letters, digits and _");
        }
        var taken = slots.get(id);
        if (taken != null) {
            throw f.at().error("already declared at " + taken.where().place() + "; a fact id is unique over all packs");
        }
        var type = f.string("type");
        if (!TYPES.contains(type)) {
            throw f.required("type")
                    .error("unknown type '" + type + "'" + Nearest.sentence(type, TYPES) + "Types: "
                            + String.join(", ", TYPES));
        }
        boolean derived = f.optional("question") == null;
        if (derived && f.optional("text") == null) {
            throw f.at().error("give either 'question' (a fact that is asked) or 'text' (a derived fact)");
        }
        if (!derived && (f.optional("define") != null || f.optional("text") != null)) {
            throw f.at().error("a fact that is asked has 'question' and no 'text' or 'define'");
        }
        if (derived && !type.equals("bool")) {
            throw f.required("type").error("a derived fact is always bool");
        }
        var options = options(f, type);
        var fact = new Fact(
                id,
                pack,
                Fact.Type.valueOf(type.toUpperCase(java.util.Locale.ROOT)),
                derived ? f.required("text").text() : f.required("question").text(),
                f.textOr("help", NO_TEXT),
                options,
                signed(f, type));
        var bits = new LinkedHashMap<String, Integer>();
        for (var option : options) {
            bits.put(option.id(), bits.size());
        }
        var slot = new Slot(slots.size(), fact, bits, derived, item.at());
        slots.put(id, slot);
        var define = f.optional("define");
        if (define != null) {
            definitions.add(new Definition(slot, define.string(), define));
        }
    }

    private static boolean signed(Yaml.Fields f, String type) {
        var signed = f.optional("signed");
        if (signed != null && !type.equals("number")) {
            throw signed.error("only a number can be 'signed'");
        }
        return signed != null && signed.bool();
    }

    private static List<Fact.Option> options(Yaml.Fields f, String type) {
        boolean closed = type.startsWith("choice");
        var list = f.optional("options");
        if (closed == (list == null)) {
            throw f.at().error(
                            closed
                                    ? "'options' is missing; list what may be chosen"
                                    : "only choice and choices have 'options'");
        }
        if (list == null) {
            return List.of();
        }
        var result = new ArrayList<Fact.Option>();
        for (var item : list.list()) {
            var o = item.fields(OPTION);
            var id = o.words("id");
            if (result.stream().anyMatch(x -> x.id().equals(id))) {
                throw item.error("option '" + id + "' is written twice");
            }
            result.add(new Fact.Option(id, o.required("label").text(), alone(o, f)));
        }
        if (result.isEmpty() || result.size() > 63) {
            throw list.error("1 to 63 options are possible, not " + result.size() + "; split the fact in two");
        }
        return List.copyOf(result);
    }

    private static boolean alone(Yaml.Fields option, Yaml.Fields fact) {
        var alone = option.optional("alone");
        if (alone != null && !fact.string("type").equals("choices")) {
            throw alone.error("only an option of choices can stand alone; of a choice each one does");
        }
        return alone != null && alone.bool();
    }

    @Nullable
    Slot find(String id) {
        return slots.get(id);
    }

    List<Slot> slots() {
        return List.copyOf(slots.values());
    }

    int size() {
        return slots.size();
    }

    Set<String> names() {
        return slots.keySet();
    }

    List<Definition> definitions() {
        return List.copyOf(definitions);
    }
}
