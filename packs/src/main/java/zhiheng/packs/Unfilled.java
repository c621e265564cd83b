package zhiheng.packs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Places of a pack that somebody has still to fill in: lines of its YAML files with the word {@value #MARK}, in a value or in a comment behind
 * one. A line that is a comment alone only explains.
 *
 * @param place file and line
 * @param what the rest of the line, as far as it tells what belongs there
 */
public record Unfilled(String place, String what) {
    public static final String MARK = "[fill]";
    private static final int MOST_WORDS = 80;

    /** All such places under {@code folder}, file by file. */
    public static List<Unfilled> in(Path folder) {
        var result = new ArrayList<Unfilled>();
        try (var files = Files.walk(folder)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                var lines = Files.readAllLines(file, StandardCharsets.UTF_8);
                for (int i = 0; i < lines.size(); i++) {
                    var line = lines.get(i).strip();
                    if (line.contains(MARK) && !line.startsWith("#")) {
                        result.add(new Unfilled(file + ":" + (i + 1), shortened(line)));
                    }
                }
            }
        } catch (IOException e) {
            throw new PackException(folder + ": cannot be read: " + e.getMessage());
        }
        return List.copyOf(result);
    }

    private static String shortened(String line) {
        return line.length() <= MOST_WORDS ? line : line.substring(0, MOST_WORDS) + "…";
    }
}
