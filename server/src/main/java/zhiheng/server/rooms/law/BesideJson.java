package zhiheng.server.rooms.law;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;
import zhiheng.base.Refusal;
import zhiheng.packs.Crosswalk;
import zhiheng.packs.Pack;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.SideBySide;
import zhiheng.server.ground.http.Call;

/** Two jurisdictions side by side as JSON, a stable contract of the command line and of REST. */
public final class BesideJson {
    private BesideJson() {}

    /**
     * The packs of a jurisdiction, or the one pack of that id.
     *
     * @throws Refusal where there is neither
     */
    public static Set<String> packs(PackLibrary library, String name) {
        var found = library.packs().stream()
                .filter(pack -> pack.jurisdiction().equals(name) || pack.id().equals(name))
                .map(Pack::id)
                .collect(Collectors.toUnmodifiableSet());
        if (found.isEmpty()) {
            var known = new TreeSet<String>();
            library.packs().forEach(pack -> known.add(pack.jurisdiction()));
            throw Refusal.notFound(
                    "没有法域或规则包“" + name + "”；法域有：" + String.join("、", known) + "。",
                    "There is no jurisdiction or pack '" + name + "'" + Nearest.hint(name, known) + "; jurisdictions: "
                            + String.join(", ", known) + ".");
        }
        return found;
    }

    /** The duties of {@code all} that {@code first} and {@code second} ask, compared, and put into the contract. */
    public static Map<String, Object> of(
            PackLibrary library, Crosswalk crosswalk, List<Crosswalk.End> all, String first, String second) {
        return json(first, second, compare(library, crosswalk, all, first, second));
    }

    public static SideBySide compare(
            PackLibrary library, Crosswalk crosswalk, List<Crosswalk.End> all, String first, String second) {
        var met = packs(library, first);
        var asked = packs(library, second);
        return SideBySide.of(
                crosswalk,
                all.stream().filter(end -> met.contains(end.pack())).toList(),
                all.stream().filter(end -> asked.contains(end.pack())).toList());
    }

    /** A parameter that must be given. */
    public static String needed(Call call, String name) {
        @Nullable String given = call.query(name);
        if (given == null || given.isBlank()) {
            throw Refusal.invalid(
                    "请给出 first（已履行）和 second（还要什么），例如 ?first=EU&second=CN。",
                    "Give first, what is met, and second, what is asked for, such as ?first=EU&second=CN.");
        }
        return given.strip();
    }

    public static Map<String, Object> json(String first, String second, SideBySide beside) {
        var counts = new LinkedHashMap<String, Object>();
        for (var standing : SideBySide.Standing.values()) {
            counts.put(standing.word(), beside.count(standing));
        }
        return map(
                "first", first,
                "second", second,
                "counts", counts,
                "notCompared", beside.notCompared(),
                "duties", beside.rows().stream().map(BesideJson::row).toList());
    }

    private static Map<String, Object> row(SideBySide.Row row) {
        return map(
                "duty", row.duty().name(),
                "title", FindingJson.text(row.duty().title()),
                "evidence", FindingJson.text(row.duty().evidence()),
                "standing", row.standing().word(),
                "by",
                        row.by().stream()
                                .map(line -> map(
                                        "from", line.from().name(),
                                        "is", line.is().word(),
                                        "to", line.to().name(),
                                        "why", FindingJson.text(line.why())))
                                .toList(),
                "none",
                        row.none().stream()
                                .map(absence -> map("in", absence.in(), "why", FindingJson.text(absence.why())))
                                .toList());
    }
}
