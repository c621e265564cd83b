package zhiheng.office.exports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zhiheng.packs.Crosswalk;
import zhiheng.packs.PackLibrary;

/** Which of our duties the controls of others are, by their ids, and which further duties the crosswalk leads on to. */
public final class Counterparts {
    private final Map<String, List<String>> duties = new LinkedHashMap<>();
    private final Crosswalk crosswalk;

    public Counterparts(PackLibrary library, Crosswalk crosswalk) {
        this.crosswalk = crosswalk;
        for (var pack : library.packs()) {
            for (var provision : library.provisions(pack.id())) {
                var known = duties.computeIfAbsent(key(provision.duty()), k -> new ArrayList<>());
                var name = pack.id() + "/" + provision.duty();
                if (!known.contains(name)) {
                    known.add(name);
                }
            }
        }
    }

    /**
     * A control of others.
     *
     * @param duties ours with that id, as {@code pack/duty}; none for a control that is not from our catalogs
     * @param leads what the evidence for them serves as well
     */
    public record Match(OscalReading.Claim claim, List<String> duties, List<Crosswalk.Line> leads) {}

    public List<Match> of(OscalReading reading) {
        return reading.claims().stream()
                .map(claim -> {
                    var known = duties.getOrDefault(key(claim.control()), List.of());
                    return new Match(claim, List.copyOf(known), leads(known));
                })
                .toList();
    }

    private List<Crosswalk.Line> leads(List<String> known) {
        var lines = new LinkedHashSet<Crosswalk.Line>();
        for (var line : crosswalk.lines()) {
            if (known.contains(line.from().name())) {
                lines.add(line);
            }
        }
        return List.copyOf(lines);
    }

    private static String key(String id) {
        return Plain.token(id).toLowerCase(Locale.ROOT);
    }
}
