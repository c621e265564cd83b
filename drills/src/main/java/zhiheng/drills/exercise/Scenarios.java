package zhiheng.drills.exercise;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhiheng.base.Nearest;
import zhiheng.base.Refusal;
import zhiheng.packs.PackException;

/** The scenarios of a folder, each with its text, so that a drill can keep what it was held by. */
public final class Scenarios {
    /** One scenario and the file it was read from, whole. */
    public record Kept(Scenario scenario, String text) {}

    private final Map<String, Kept> all;

    private Scenarios(Map<String, Kept> all) {
        this.all = all;
    }

    /**
     * Reads every {@code *.yaml} of a folder; one that is not there has none.
     *
     * @throws PackException with all that is wrong with them
     */
    public static Scenarios load(Path folder) {
        var all = new LinkedHashMap<String, Kept>();
        var faults = new ArrayList<String>();
        for (var file : files(folder)) {
            try {
                var text = text(file);
                var scenario = ScenarioReader.read(file.toString(), text);
                if (all.put(scenario.id(), new Kept(scenario, text)) != null) {
                    faults.add(file + ": scenario " + scenario.id() + " is written twice; rename one");
                }
            } catch (PackException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new PackException(String.join("\n", faults));
        }
        return new Scenarios(all);
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var found = Files.list(folder)) {
            return found.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new PackException(folder + ": cannot be listed: " + e.getMessage());
        }
    }

    /** One file. @throws PackException with file, line and what to do */
    public static Kept file(Path file) {
        var text = text(file);
        return new Kept(ScenarioReader.read(file.toString(), text), text);
    }

    /** One that was kept. */
    public static Scenario read(String file, String text) {
        return ScenarioReader.read(file, text);
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > ScenarioReader.MAX_BYTES) {
                throw new PackException(file + ": larger than " + ScenarioReader.MAX_BYTES / 1024 + " KiB");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new PackException(file + ": not UTF-8 text; save the file as UTF-8");
        } catch (IOException e) {
            throw new PackException(file + ": cannot be read: " + e.getMessage());
        }
    }

    public List<Kept> all() {
        return List.copyOf(all.values());
    }

    /** @throws Refusal where there is none of that name */
    public Kept of(String id) {
        var kept = all.get(id);
        if (kept == null) {
            var near = Nearest.to(id, all.keySet());
            throw Refusal.invalid(
                    "没有演练场景“" + id + "”。" + (near == null ? "" : "是否指“" + near + "”？"),
                    "There is no scenario '" + id + "'." + (near == null ? "" : " Did you mean '" + near + "'?"));
        }
        return kept;
    }
}
