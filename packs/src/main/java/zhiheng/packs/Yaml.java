package zhiheng.packs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import zhiheng.base.Nearest;
import zhiheng.base.Text;

/**
 * A YAML (or JSON) node that knows its file and line and says so when it is not what was expected: the strict reader of packs, and of
 * what other modules keep in a pack's folder.
 */
public record Yaml(String file, Node node, String about) {
    private static final int MAX_DEPTH = 32;

    public static Yaml read(Path path, int maxBytes) {
        try {
            if (!Files.isRegularFile(path)) {
                throw new PackException(path + ": no such file");
            }
            if (Files.size(path) > maxBytes) {
                throw new PackException(path + ": larger than " + maxBytes / 1024 + " KiB; make it smaller");
            }
            return of(path, Files.readAllBytes(path), maxBytes);
        } catch (IOException e) {
            throw new PackException(path + ": cannot be read: " + e.getMessage());
        }
    }

    /** Parses what {@code path} held when it was read. */
    static Yaml of(Path path, byte[] content, int maxBytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return parse(path.toString(), text.toString(), maxBytes);
        } catch (CharacterCodingException e) {
            throw new PackException(path + ": not UTF-8 text; save the file as UTF-8");
        }
    }

    public static Yaml parse(String file, String text, int maxBytes) {
        var settings = LoadSettings.builder()
                .setMaxAliasesForCollections(20)
                .setCodePointLimit(maxBytes)
                .build();
        try {
            // Depth is counted on events first: composing recurses, and a hostile file must not overflow the stack.
            int depth = 0;
            for (var event : new Parse(settings).parseString(text)) {
                switch (event.getEventId()) {
                    case MappingStart, SequenceStart -> depth++;
                    case MappingEnd, SequenceEnd -> depth--;
                    default -> {}
                }
                if (depth > MAX_DEPTH) {
                    throw new PackException(file + lineOf(event) + ": nested deeper than " + MAX_DEPTH + " levels");
                }
            }
            var node = new Compose(settings).composeString(text);
            if (node.isEmpty()) {
                throw new PackException(file + ": empty file");
            }
            return new Yaml(file, node.get(), "");
        } catch (MarkedYamlEngineException e) {
            var line = e.getProblemMark().map(m -> ":" + (m.getLine() + 1)).orElse("");
            var column = e.getProblemMark()
                    .map(m -> ", column " + (m.getColumn() + 1))
                    .orElse("");
            throw new PackException(file + line + ": not valid YAML: " + e.getProblem() + column);
        } catch (YamlEngineException e) {
            throw new PackException(file + ": not valid YAML: " + e.getMessage());
        }
    }

    private static String lineOf(Event event) {
        return event.getStartMark().map(m -> ":" + (m.getLine() + 1)).orElse("");
    }

    public int line() {
        return node.getStartMark().map(m -> m.getLine() + 1).orElse(0);
    }

    /** The same node, whose errors name {@code what} ("rule eu-art9") before the reason. */
    public Yaml about(String what) {
        return new Yaml(file, node, what);
    }

    /** The same node, whose errors name it by its own {@code id}: "rule eu-art9". */
    public Yaml named(String what, String key) {
        var id = entries().get(key);
        if (id == null) {
            throw error("a " + what + " without '" + key + "'; add it");
        }
        return about(what + " " + id.string());
    }

    At at() {
        return new At(file, line(), about);
    }

    public PackException error(String reason) {
        return at().error(reason);
    }

    public List<Yaml> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw error("a list is expected here");
        }
        var result = new ArrayList<Yaml>(sequence.getValue().size());
        for (var child : sequence.getValue()) {
            result.add(new Yaml(file, child, about));
        }
        return result;
    }

    /** The entries of a mapping with any keys; a key written twice is an error. */
    public Map<String, Yaml> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw error("a mapping (key: value) is expected here");
        }
        var result = new LinkedHashMap<String, Yaml>();
        for (var tuple : mapping.getValue()) {
            var key = new Yaml(file, tuple.getKeyNode(), about);
            if (result.put(key.string(), new Yaml(file, tuple.getValueNode(), about)) != null) {
                throw key.error("'" + key.string() + "' is written twice");
            }
        }
        return result;
    }

    /** The entries of a mapping in which only {@code allowed} keys may appear. */
    public Fields fields(Set<String> allowed) {
        var entries = entries();
        for (var entry : entries.entrySet()) {
            if (!allowed.contains(entry.getKey())) {
                // An unquoted comma inside {…} starts a new key; YAML then sees a key without a value.
                var why = entry.getValue().isNull()
                        ? "; if it is part of a text, put that text in \"quotes\". "
                        : Nearest.sentence(entry.getKey(), allowed);
                throw entry.getValue()
                        .error("unknown key '" + entry.getKey() + "'" + why + "Allowed here: "
                                + String.join(", ", allowed));
            }
        }
        return new Fields(this, entries);
    }

    public boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    public String string() {
        if (!(node instanceof ScalarNode scalar) || isNull()) {
            throw error("a text is expected here");
        }
        return scalar.getValue().strip();
    }

    public boolean bool() {
        if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.BOOL)) {
            return Boolean.parseBoolean(scalar.getValue());
        }
        throw error("true or false is expected here");
    }

    public LocalDate date() {
        try {
            return LocalDate.parse(string());
        } catch (DateTimeParseException e) {
            throw error("'" + string() + "' is not a date; write YYYY-MM-DD");
        }
    }

    /** A text in both languages. */
    public Text text() {
        if (node instanceof ScalarNode) {
            throw error("a text in both languages is expected: {zh: …, en: …}");
        }
        var f = fields(Words.TEXT);
        return new Text(f.words("zh"), f.words("en"));
    }

    /** A plain value: Boolean, Double, String, List, or null. */
    public @Nullable Object value() {
        return switch (node) {
            case SequenceNode ignored -> {
                var values = new ArrayList<Object>();
                for (var item : list()) {
                    if (item.node instanceof SequenceNode || item.value() == null) {
                        throw item.error("a list may hold only plain values");
                    }
                    values.add(java.util.Objects.requireNonNull(item.value()));
                }
                yield values;
            }
            case ScalarNode scalar -> {
                if (isNull()) {
                    yield null;
                }
                if (node.getTag().equals(Tag.BOOL)) {
                    yield Boolean.valueOf(scalar.getValue());
                }
                if (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT)) {
                    try {
                        yield Double.valueOf(scalar.getValue());
                    } catch (NumberFormatException e) {
                        throw error("'" + scalar.getValue() + "' is not a number that can be used here");
                    }
                }
                yield scalar.getValue();
            }
            default -> throw error("a plain value or a list is expected here");
        };
    }

    /** A mapping whose keys have been checked. */
    public record Fields(Yaml at, Map<String, Yaml> entries) {
        public Yaml required(String key) {
            var value = entries.get(key);
            if (value == null || value.isNull()) {
                throw (value == null ? at : value).error("'" + key + "' is missing; add it");
            }
            return value;
        }

        public @Nullable Yaml optional(String key) {
            var value = entries.get(key);
            return value == null || value.isNull() ? null : value;
        }

        public String string(String key) {
            return required(key).string();
        }

        /** A text that may not be blank. */
        public String words(String key) {
            var words = string(key);
            if (words.isEmpty()) {
                throw required(key).error("'" + key + "' is empty; write the text");
            }
            return words;
        }

        public String stringOr(String key, String otherwise) {
            var value = optional(key);
            return value == null ? otherwise : value.string();
        }

        public @Nullable String stringOrNull(String key) {
            var value = optional(key);
            return value == null ? null : value.string();
        }

        public Text textOr(String key, Text otherwise) {
            var value = optional(key);
            return value == null ? otherwise : value.text();
        }

        public @Nullable LocalDate dateOrNull(String key) {
            var value = optional(key);
            return value == null ? null : value.date();
        }

        public boolean boolOr(String key, boolean otherwise) {
            var value = optional(key);
            return value == null ? otherwise : value.bool();
        }
    }

    /** Key sets in the order in which errors list them. */
    public static final class Words {
        static final Set<String> TEXT = ordered("zh", "en");

        private Words() {}

        public static Set<String> ordered(String... keys) {
            return java.util.Collections.unmodifiableSet(new java.util.LinkedHashSet<>(List.of(keys)));
        }
    }
}
