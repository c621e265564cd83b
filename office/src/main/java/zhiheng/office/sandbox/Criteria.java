package zhiheng.office.sandbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import zhiheng.packs.PackException;

/**
 * What a sandbox asks of those who apply, and by which rules their answers become proposed terms: a pack's {@code criteria.yaml},
 * beside its procedures.
 *
 * @param procedure to whose cases they belong
 * @param item the document of the procedure that an application is
 * @param version as the pack declares it, with the start of the file's SHA-256
 * @param text the whole file, for those who look up later what somebody applied under
 * @param start the terms that are proposed before any rule speaks
 */
public record Criteria(
        String procedure,
        String item,
        String version,
        String file,
        String text,
        TermsRule.Start start,
        List<Criterion> criteria,
        List<TermsRule> rules) {
    public static final String FILE = "criteria.yaml";

    public Criteria {
        criteria = List.copyOf(criteria);
        rules = List.copyOf(rules);
    }

    public List<Criterion> of(Criterion.Group group) {
        return criteria.stream().filter(c -> c.group() == group).toList();
    }

    /**
     * Reads every {@code criteria.yaml} in the packs of these folders, by procedure.
     *
     * @param procedures whether there is a procedure of that id
     * @throws PackException with all that is wrong with them
     */
    public static Map<String, Criteria> load(List<Path> folders, Predicate<String> procedures) {
        var all = new LinkedHashMap<String, Criteria>();
        var faults = new ArrayList<String>();
        for (var path : files(folders)) {
            try {
                for (var read : read(path.toString(), Files.readString(path, StandardCharsets.UTF_8))) {
                    if (!procedures.test(read.procedure())) {
                        faults.add(path + ": criteria of '" + read.procedure() + "', and no pack has that procedure");
                    }
                    var other = all.put(read.procedure(), read);
                    if (other != null) {
                        faults.add(path + ": criteria of " + read.procedure() + " are also in " + other.file());
                    }
                }
            } catch (PackException e) {
                faults.add(String.valueOf(e.getMessage()));
            } catch (java.io.IOException e) {
                faults.add(path + ": cannot be read: " + e.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new PackException(String.join("\n", faults));
        }
        return Map.copyOf(all);
    }

    /** Those of one file's text, such as a version that somebody applied under. */
    public static List<Criteria> read(String file, String text) {
        return CriteriaReader.read(file, text);
    }

    static List<Path> files(List<Path> folders) {
        var result = new ArrayList<Path>();
        for (var folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (var packs = Files.list(folder)) {
                packs.map(pack -> pack.resolve(FILE))
                        .filter(Files::isRegularFile)
                        .sorted()
                        .forEach(result::add);
            } catch (java.io.IOException e) {
                throw new PackException(folder + ": cannot be listed: " + e.getMessage());
            }
        }
        return result;
    }
}
