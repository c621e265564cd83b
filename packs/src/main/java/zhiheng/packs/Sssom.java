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
 * reason is {@code comment}, in English, with the Chinese one in an extension column. A counterpart that was looked for and not found is
 * SSSOM's {@code sssom:NoTermFound}, with the pack in {@code object_source}.
 */
public final class Sssom {
    private static final List<String> COLUMNS = List.of(
            "subject_id",
            "subject_label",
            "predicate_id",
            "object_id",
            "object_label",
            "mapping_justification",
            "object_source",
            "comment",
            "comment_zh");

    private static final String NO_TERM = "sssom:NoTermFound";
    private static final String PACK = "pack:";

    private Sssom() {}

    public static String write(Crosswalk crosswalk) {
        var packs = new TreeSet<String>();
        crosswalk
                .lines()
                .forEach(line ->
                        packs.addAll(List.of(line.from().pack(), line.to().pack())));
        crosswalk.absences().forEach(absence -> packs.add(absence.duty().pack()));
        var out = new StringBuilder("#mapping_set_id: urn:zhiheng:crosswalk\n"
                + "#license: https://spdx.org/licenses/Apache-2.0\n"
                + "#curie_map:\n#  skos: http://www.w3.org/2004/02/skos/core#\n"
                + "#  semapv: https://w3id.org/semapv/vocab/\n#  sssom: https://w3id.org/sssom/\n"
                + "#  zhiheng: urn:zhiheng:relation:\n#  pack: urn:zhiheng:pack:\n");
        packs.forEach(pack -> out.append("#  ")
                .append(pack)
                .append(": urn:zhiheng:duty:")
                .append(pack)
                .append(":\n"));
        out.append("#extension_definitions:\n#  - slot_name: comment_zh\n#    property: zhiheng:comment_zh\n"
                + "#    type_hint: xsd:string\n");
        out.append(String.join("\t", COLUMNS)).append('\n');
        for (var line : crosswalk.lines()) {
            row(
                    out,
                    line.from(),
                    line.is().predicate(),
                    List.of(curie(line.to()), flat(line.to().title().en())),
                    "",
                    line.why());
        }
        for (var absence : crosswalk.absences()) {
            row(
                    out,
                    absence.duty(),
                    Crosswalk.Relation.PARTLY.predicate(),
                    List.of(NO_TERM, ""),
                    PACK + absence.in(),
                    absence.why());
        }
        return out.toString();
    }

    private static void row(
            StringBuilder out, Crosswalk.End subject, String predicate, List<String> object, String source, Text why) {
        var cells = new ArrayList<>(List.of(curie(subject), flat(subject.title().en()), predicate));
        cells.addAll(object);
        cells.addAll(List.of("semapv:ManualMappingCuration", source, flat(why.en()), flat(why.zh())));
        out.append(String.join("\t", cells)).append('\n');
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
        var packs = library.packs().stream().collect(Collectors.toMap(p -> PACK + p.id(), Pack::id));
        var result = new ArrayList<Crosswalk.Line>();
        var absences = new ArrayList<Crosswalk.Absence>();
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
            if (cell(columns, cells, "object_id").equals(NO_TERM)) {
                absences.add(new Crosswalk.Absence(
                        known(
                                name,
                                number,
                                ends,
                                cell(columns, cells, "subject_id").replaceFirst(":", "/"),
                                "duty"),
                        known(name, number, packs, cell(columns, cells, "object_source"), "object_source"),
                        new Text(chinese.isEmpty() ? why : chinese, why)));
                continue;
            }
            result.add(new Crosswalk.Line(
                    known(name, number, ends, cell(columns, cells, "subject_id").replaceFirst(":", "/"), "duty"),
                    known(name, number, predicates, cell(columns, cells, "predicate_id"), "predicate"),
                    known(name, number, ends, cell(columns, cells, "object_id").replaceFirst(":", "/"), "duty"),
                    new Text(chinese.isEmpty() ? why : chinese, why)));
        }
        return new Crosswalk(List.copyOf(result), List.copyOf(absences));
    }

    /** The lines as {@code shared/crosswalk.yaml} has them. */
    public static String yaml(Crosswalk crosswalk) {
        var out = new StringBuilder();
        for (var line : crosswalk.lines()) {
            out.append("- from: ").append(line.from().name()).append('\n');
            out.append("  is: ").append(line.is().word()).append('\n');
            out.append("  to: ").append(line.to().name()).append('\n');
            why(out, line.why());
        }
        var duties = new ArrayList<Crosswalk.Absence>();
        for (var absence : crosswalk.absences()) {
            if (!duties.isEmpty() && !alike(duties.getLast(), absence)) {
                none(out, duties);
                duties.clear();
            }
            duties.add(absence);
        }
        none(out, duties);
        return out.toString();
    }

    private static boolean alike(Crosswalk.Absence one, Crosswalk.Absence other) {
        return one.why().equals(other.why());
    }

    /** Duties that share a reason, under one another; one by one where not each of them is absent from each of the packs. */
    private static void none(StringBuilder out, List<Crosswalk.Absence> absences) {
        var duties = absences.stream().map(Crosswalk.Absence::duty).distinct().toList();
        var packs = absences.stream().map(Crosswalk.Absence::in).distinct().toList();
        if (duties.size() * packs.size() != absences.size()) {
            absences.forEach(one -> none(out, List.of(one)));
        } else if (!absences.isEmpty()) {
            out.append("- none:\n");
            duties.forEach(duty -> out.append("    - ").append(duty.name()).append('\n'));
            out.append("  in: ")
                    .append(packs.size() == 1 ? packs.getFirst() : packs.toString())
                    .append('\n');
            why(out, absences.getFirst().why());
        }
    }

    private static void why(StringBuilder out, Text why) {
        out.append("  why:\n    zh: ").append(quoted(why.zh())).append('\n');
        out.append("    en: ").append(quoted(why.en())).append('\n');
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
