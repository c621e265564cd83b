package zhiheng.packs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;
import zhiheng.base.Text;

/**
 * A crosswalk as SSSOM, the tab-separated form in which mappings between vocabularies are exchanged. A duty is the CURIE {@code pack:duty}; the
 * reason is {@code comment}, in English, with the Chinese one in an extension column.
 */
public final class Sssom {
    private static final List<String> COLUMNS = List.of(
            "subject_id",
            "subject_label",
            "predicate_id",
            "object_id",
            "object_label",
            "mapping_justification",
            "comment",
            "comment_zh");

    private Sssom() {}

    public static String write(Crosswalk crosswalk) {
        var packs = new TreeSet<String>();
        crosswalk
                .lines()
                .forEach(line ->
                        packs.addAll(List.of(line.from().pack(), line.to().pack())));
        var out = new StringBuilder("#mapping_set_id: urn:zhiheng:crosswalk\n"
                + "#license: https://spdx.org/licenses/Apache-2.0\n"
                + "#curie_map:\n#  skos: http://www.w3.org/2004/02/skos/core#\n"
                + "#  semapv: https://w3id.org/semapv/vocab/\n#  zhiheng: urn:zhiheng:relation:\n");
        packs.forEach(pack -> out.append("#  ")
                .append(pack)
                .append(": urn:zhiheng:duty:")
                .append(pack)
                .append(":\n"));
        out.append("#extension_definitions:\n#  - slot_name: comment_zh\n#    property: zhiheng:comment_zh\n"
                + "#    type_hint: xsd:string\n");
        out.append(String.join("\t", COLUMNS)).append('\n');
        for (var line : crosswalk.lines()) {
            out.append(String.join(
                            "\t",
                            curie(line.from()),
                            flat(line.from().title().en()),
                            line.is().predicate(),
                            curie(line.to()),
                            flat(line.to().title().en()),
                            "semapv:ManualMappingCuration",
                            flat(line.why().en()),
                            flat(line.why().zh())))
                    .append('\n');
        }
        return out.toString();
    }

    /**
     * A table of somebody else's, checked against the library.
     *
     * @throws PackException with the line, where a column, a duty or a predicate is not known, or a reason is missing
     */
    public static Crosswalk read(PackLibrary library, String name, String text) {
        var ends = Crosswalk.ends(library);
        var predicates = Arrays.stream(Crosswalk.Relation.values())
                .collect(Collectors.toMap(Crosswalk.Relation::predicate, relation -> relation));
        Map<String, Integer> columns = null;
        var result = new ArrayList<Crosswalk.Line>();
        var number = 0;
        for (var row : text.lines().toList()) {
            number++;
            if (row.startsWith("#") || row.isBlank()) {
                continue;
            }
            var cells = List.of(row.split("\t", -1));
            if (columns == null) {
                columns = head(name, number, cells);
                continue;
            }
            var why = cell(columns, cells, "comment");
            if (why.isEmpty()) {
                throw wrong(name, number, "'comment' is missing; give the reason");
            }
            var chinese = cell(columns, cells, "comment_zh");
            result.add(new Crosswalk.Line(
                    known(name, number, ends, cell(columns, cells, "subject_id").replaceFirst(":", "/"), "duty"),
                    known(name, number, predicates, cell(columns, cells, "predicate_id"), "predicate"),
                    known(name, number, ends, cell(columns, cells, "object_id").replaceFirst(":", "/"), "duty"),
                    new Text(chinese.isEmpty() ? why : chinese, why)));
        }
        return new Crosswalk(List.copyOf(result));
    }

    /** The lines as {@code shared/crosswalk.yaml} has them. */
    public static String yaml(Crosswalk crosswalk) {
        var out = new StringBuilder();
        for (var line : crosswalk.lines()) {
            out.append("- from: ").append(line.from().name()).append('\n');
            out.append("  is: ").append(line.is().word()).append('\n');
            out.append("  to: ").append(line.to().name()).append('\n');
            out.append("  why:\n    zh: ").append(quoted(line.why().zh())).append('\n');
            out.append("    en: ").append(quoted(line.why().en())).append('\n');
        }
        return out.toString();
    }

    private static Map<String, Integer> head(String name, int number, List<String> cells) {
        var result = new HashMap<String, Integer>();
        cells.forEach(cell -> result.put(cell.strip(), result.size()));
        for (var needed : List.of("subject_id", "predicate_id", "object_id", "comment")) {
            if (!result.containsKey(needed)) {
                throw wrong(name, number, "the column '" + needed + "' is missing");
            }
        }
        return result;
    }

    private static String cell(Map<String, Integer> columns, List<String> cells, String column) {
        @Nullable Integer at = columns.get(column);
        return at == null || at >= cells.size() ? "" : cells.get(at).strip();
    }

    private static <T> T known(String name, int number, Map<String, T> all, String word, String what) {
        var found = all.get(word);
        if (found == null) {
            throw wrong(name, number, "unknown " + what + " '" + word + "'" + Nearest.hint(word, all.keySet()));
        }
        return found;
    }

    private static PackException wrong(String name, int number, String reason) {
        return new PackException(name + ":" + number + ": " + reason);
    }

    private static String curie(Crosswalk.End end) {
        return end.pack() + ":" + end.id();
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
