package zhiheng.office.exports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.packs.Finding;
import zhiheng.packs.PackLibrary;

/** The duties that bind a system, as a selection from the catalogs of their packs. */
final class OscalProfile {
    private final PackLibrary library;
    private final OscalText text;

    OscalProfile(PackLibrary library, OscalText text) {
        this.library = library;
        this.text = text;
    }

    Map<String, Object> write(String id, String name, Finding finding, Instant modified) {
        var chosen = new LinkedHashMap<String, TreeSet<String>>();
        for (var duty : finding.duties()) {
            if (!duty.upcoming()) {
                chosen.computeIfAbsent(duty.pack(), p -> new TreeSet<>()).add(Plain.token(duty.id()));
            }
        }
        if (chosen.isEmpty()) {
            throw Refusal.conflict(
                    "该系统目前没有义务，OSCAL 不允许空的基线选择。", "No duty binds the system now, and OSCAL has no empty profile.");
        }
        var imports = new ArrayList<Map<String, Object>>();
        chosen.forEach((pack, duties) -> imports.add(Members.of(
                "href",
                "#" + catalog(pack),
                "include-controls",
                List.of(Members.of("with-ids", List.copyOf(duties))))));
        return text.document(
                OscalKind.PROFILE,
                id,
                new Text(name + "：适用的义务", name + ": duties that bind it"),
                modified,
                finding.asOf().toString(),
                Members.of(),
                Members.of(
                        "imports", imports,
                        "merge", Members.of("as-is", true),
                        "back-matter", Members.of("resources", catalogs(library, text, chosen.keySet()))));
    }

    /** The catalogs of packs, by the names that their files have. */
    static List<Map<String, Object>> catalogs(PackLibrary library, OscalText text, Iterable<String> packs) {
        var list = new ArrayList<Map<String, Object>>();
        for (var id : packs) {
            library.packs().stream()
                    .filter(pack -> pack.id().equals(id))
                    .forEach(pack -> list.add(OscalText.resource(
                            catalog(id),
                            text.manner.say(pack.name()),
                            OscalKind.CATALOG.file(id),
                            "application/json")));
        }
        return list;
    }

    static String catalog(String pack) {
        return NamedUuid.of("catalog", pack).toString();
    }
}
