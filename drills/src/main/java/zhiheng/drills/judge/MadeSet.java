package zhiheng.drills.judge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import zhiheng.drills.judge.LabelledSet.Labelled;
import zhiheng.packs.Yaml;

/** Labelled texts made of frames and what fills them: data for a judge that learns, never for one that is measured. */
record MadeSet(List<Made> all) {
    private static final Set<String> KEYS = Yaml.Words.ordered("fill", "event", "none");
    private static final Set<String> LANGUAGES = Yaml.Words.ordered("zh", "en");
    private static final Pattern GAP = Pattern.compile("\\{([a-z]+)}");

    /** @param frame which one it was made of: texts of one frame are kept together when a judge is tried on what it has not seen */
    record Made(Labelled text, int frame) {}

    MadeSet {
        all = List.copyOf(all);
    }

    static MadeSet read(Path file) {
        var f = Yaml.read(file, 1 << 20).fields(KEYS);
        var fill = new TreeMap<String, Map<String, List<String>>>();
        f.required("fill").entries().forEach((gap, yaml) -> {
            var by = new TreeMap<String, List<String>>();
            var of = yaml.fields(LANGUAGES);
            LANGUAGES.forEach(language -> by.put(
                    language,
                    of.required(language).list().stream().map(Yaml::string).toList()));
            fill.put(gap, by);
        });
        var all = new ArrayList<Made>();
        int frame = 0;
        for (var label : List.of("event", "none")) {
            var of = f.required(label).fields(LANGUAGES);
            for (var language : LANGUAGES) {
                for (var line : of.required(language).list()) {
                    for (var text : filled(line, language, fill)) {
                        all.add(new Made(new Labelled(text, language, label.equals("event")), frame));
                    }
                    frame++;
                }
            }
        }
        return new MadeSet(all);
    }

    /** At most so many texts of each frame, spread over what fills it. */
    MadeSet thinned(int most) {
        var frames = all.stream().collect(Collectors.groupingBy(Made::frame, TreeMap::new, Collectors.toList()));
        var some = new ArrayList<Made>();
        for (var of : frames.values()) {
            int n = Math.min(most, of.size());
            for (int i = 0; i < n; i++) {
                some.add(of.get((int) ((long) i * of.size() / n)));
            }
        }
        return new MadeSet(some);
    }

    private static List<String> filled(Yaml line, String language, Map<String, Map<String, List<String>>> fill) {
        var open = List.of(line.string());
        for (var m = GAP.matcher(line.string()); m.find(); ) {
            var gap = m.group();
            var with = fill.getOrDefault(m.group(1), Map.of()).get(language);
            if (with == null) {
                throw line.error("nothing fills " + gap);
            }
            open = open.stream()
                    .flatMap(text -> with.stream().map(w -> text.replace(gap, w)))
                    .distinct()
                    .toList();
        }
        return open;
    }
}
