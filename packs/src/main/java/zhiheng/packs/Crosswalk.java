package zhiheng.packs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zhiheng.base.Nearest;
import zhiheng.base.Text;

/**
 * Which duties of one law the evidence for a duty of another serves as well, line by line and each with its reason: a reading of ours, data of
 * the library in {@code shared/crosswalk.yaml}.
 *
 * @param absences duties for which a counterpart was looked for in another law and not found
 */
public record Crosswalk(List<Line> lines, List<Absence> absences) {
    static final String FILE = "crosswalk.yaml";
    private static final Set<String> LINE = Yaml.Words.ordered("from", "is", "to", "why");
    private static final Set<String> ABSENCE = Yaml.Words.ordered("none", "in", "why");

    /** How the evidence for the first duty stands to the second. */
    public enum Relation {
        EQUIVALENT("equivalent", "skos:exactMatch", new Text("等同", "equivalent")),
        COVERS("covers", "skos:narrowMatch", new Text("涵盖", "covers")),
        PARTLY("partly-covers", "skos:relatedMatch", new Text("部分涵盖", "covers in part")),
        CONFLICTS("conflicts", "zhiheng:conflicts", new Text("冲突", "conflicts"));

        private final String word;
        private final String predicate;
        private final Text name;

        Relation(String word, String predicate, Text name) {
            this.word = word;
            this.predicate = predicate;
            this.name = name;
        }

        /** As files say it. */
        public String word() {
            return word;
        }

        /** As SSSOM says it. */
        public String predicate() {
            return predicate;
        }

        public Text label() {
            return name;
        }
    }

    /**
     * A duty as crosswalks name it.
     *
     * @param evidence what shows that it is kept
     */
    public record End(String pack, String id, Text title, Text evidence) {
        /** {@code pack/duty}, as files say it. */
        public String name() {
            return pack + "/" + id;
        }

        /** Whether it is the same duty, in whichever words it stood on some day. */
        public boolean same(End other) {
            return name().equals(other.name());
        }
    }

    /** One line: what the evidence for {@code from} is to {@code to}, and why. */
    public record Line(End from, Relation is, End to, Text why) {}

    /** A duty that has no counterpart in the pack {@code in}: that was looked for, which a duty without a line does not say. */
    public record Absence(End duty, String in, Text why) {}

    /** A crosswalk in which nothing was looked for in vain. */
    public Crosswalk(List<Line> lines) {
        this(lines, List.of());
    }

    /** The crosswalk of a library; without the file, one without lines. */
    public static Crosswalk of(PackLibrary library, Path folder) {
        var file = folder.resolve(LibraryFiles.SHARED).resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return new Crosswalk(List.of());
        }
        var ends = ends(library);
        var seen = new HashSet<List<String>>();
        var result = new ArrayList<Line>();
        var absences = new ArrayList<Absence>();
        for (var item : Yaml.read(file, LibraryFiles.MAX_FILE_BYTES).list()) {
            if (item.entries().containsKey("none")) {
                absences.addAll(absences(item, library, ends, seen));
                continue;
            }
            var f = item.named("line", "from").fields(LINE);
            var line = new Line(
                    end(f.required("from"), ends),
                    relation(f.required("is")),
                    end(f.required("to"), ends),
                    f.required("why").text());
            if (line.from().pack().equals(line.to().pack())) {
                throw f.required("to")
                        .error("both duties are of the pack '" + line.to().pack() + "'; name two packs");
            }
            if (!seen.add(List.of(line.from().name(), line.to().name()))
                    || seen.contains(List.of(line.to().name(), line.from().name()))) {
                throw f.required("to").error("these two duties are already compared");
            }
            seen.add(List.of(line.from().name(), line.to().pack()));
            seen.add(List.of(line.to().name(), line.from().pack()));
            result.add(line);
        }
        return new Crosswalk(List.copyOf(result), List.copyOf(absences));
    }

    /**
     * One reason for all duties that it names, in each of the packs that it names. They stand after the lines, so that a line and an
     * absence cannot both be told.
     */
    private static List<Absence> absences(
            Yaml item, PackLibrary library, Map<String, End> ends, Set<List<String>> seen) {
        var f = item.about("absence").fields(ABSENCE);
        var packs = library.packs().stream().map(Pack::id).toList();
        var places =
                f.required("in").value() instanceof List<?> ? f.required("in").list() : List.of(f.required("in"));
        for (var place : places) {
            if (!packs.contains(place.string())) {
                throw place.error("no pack '" + place.string() + "'" + Nearest.hint(place.string(), packs));
            }
        }
        var why = f.required("why").text();
        var result = new ArrayList<Absence>();
        for (var name : f.required("none").list()) {
            for (var place : places) {
                result.add(absence(name, end(name, ends), place.string(), why, seen));
            }
        }
        return result;
    }

    private static Absence absence(Yaml name, End duty, String in, Text why, Set<List<String>> seen) {
        if (duty.pack().equals(in)) {
            throw name.error("the duty is of the pack '" + in + "' itself; name another");
        }
        if (!seen.add(List.of(duty.name(), in))) {
            throw name.error("this duty has a line to the pack '" + in + "', or is told twice");
        }
        return new Absence(duty, in, why);
    }

    /** A duty of a finding, as crosswalks name it. */
    public static End end(Finding.Duty duty) {
        return new End(duty.pack(), duty.id(), duty.title(), duty.evidence());
    }

    /** Every duty of the library by its {@code pack/duty}, in the order of its packs. */
    public static Map<String, End> ends(PackLibrary library) {
        var result = new LinkedHashMap<String, End>();
        for (var rule : library.rulesAsWritten()) {
            var duty = rule.duty();
            if (duty != null) {
                var end = new End(library.packs().get(rule.pack()).id(), duty.id(), duty.title(), duty.evidence());
                result.putIfAbsent(end.name(), end);
            }
        }
        return result;
    }

    static Map<String, Relation> relations() {
        var result = new HashMap<String, Relation>();
        for (var relation : Relation.values()) {
            result.put(relation.word(), relation);
        }
        return result;
    }

    private static End end(Yaml name, Map<String, End> ends) {
        var end = ends.get(name.string());
        if (end == null) {
            throw name.error("no duty '" + name.string() + "'" + Nearest.hint(name.string(), ends.keySet())
                    + "; write pack/duty");
        }
        return end;
    }

    private static Relation relation(Yaml word) {
        var known = relations();
        var relation = known.get(word.string());
        if (relation == null) {
            throw word.error("unknown relation '" + word.string() + "'" + Nearest.hint(word.string(), known.keySet())
                    + ". Known: equivalent, covers, partly-covers, conflicts");
        }
        return relation;
    }
}
