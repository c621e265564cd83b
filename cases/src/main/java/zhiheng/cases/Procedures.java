package zhiheng.cases;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;
import zhiheng.base.Refusal;
import zhiheng.packs.PackException;
import zhiheng.packs.WorkCalendar;

/** The procedures of all packs, as they are today; an older version is read again from its text. */
public final class Procedures {
    public static final String FILE = "procedures.yaml";

    private final Map<String, Procedure> newest;
    private final Map<String, String> texts;
    private final Function<String, @Nullable WorkCalendar> calendars;

    private Procedures(
            Map<String, Procedure> newest,
            Map<String, String> texts,
            Function<String, @Nullable WorkCalendar> calendars) {
        this.newest = newest;
        this.texts = texts;
        this.calendars = calendars;
    }

    /**
     * Reads every {@code procedures.yaml} in the packs of these folders; a folder that is not there has none.
     *
     * @param calendars the working days of a jurisdiction, null where none are known
     * @throws PackException with all that is wrong with them
     */
    public static Procedures load(List<Path> folders, Function<String, @Nullable WorkCalendar> calendars) {
        var newest = new LinkedHashMap<String, Procedure>();
        var texts = new HashMap<String, String>();
        var faults = new ArrayList<String>();
        for (var path : files(folders)) {
            try {
                var text = text(path);
                for (var procedure : ProcedureReader.read(path.toString(), text)) {
                    faults.addAll(Linter.check(procedure, calendars.apply(procedure.jurisdiction())));
                    var other = newest.put(procedure.id(), procedure);
                    if (other != null) {
                        faults.add(path + ":" + procedure.line() + ": procedure " + procedure.id()
                                + " is also written in " + other.file() + "; rename one");
                    }
                    texts.put(procedure.id(), text);
                }
            } catch (PackException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new PackException(String.join("\n", faults));
        }
        return new Procedures(newest, Map.copyOf(texts), calendars);
    }

    private static List<Path> files(List<Path> folders) {
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
            } catch (IOException e) {
                throw new PackException(folder + ": cannot be listed: " + e.getMessage());
            }
        }
        return result;
    }

    private static String text(Path path) {
        try {
            if (Files.size(path) > ProcedureReader.MAX_BYTES) {
                throw new PackException(path + ": larger than " + ProcedureReader.MAX_BYTES / 1024 + " KiB; split it");
            }
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new PackException(path + ": not UTF-8 text; save the file as UTF-8");
        } catch (IOException e) {
            throw new PackException(path + ": cannot be read: " + e.getMessage());
        }
    }

    /** Those of one file's text, such as a version that a case was started under. */
    public static List<Procedure> read(String file, String text) {
        return ProcedureReader.read(file, text);
    }

    /** By id, in the order of the packs. */
    public List<Procedure> all() {
        return List.copyOf(newest.values());
    }

    public Optional<Procedure> find(String id) {
        return Optional.ofNullable(newest.get(id));
    }

    /** @throws Refusal when no pack has it */
    public Procedure of(String id) {
        return find(id).orElseThrow(() -> {
            var known = Nearest.to(id, newest.keySet());
            return Refusal.invalid(
                    "没有程序“" + id + "”。" + (known == null ? "" : "是否指“" + known + "”？"),
                    "There is no procedure '" + id + "'." + (known == null ? "" : " Did you mean '" + known + "'?"));
        });
    }

    /** The file that the procedure was read from, whole. */
    public String text(String id) {
        return java.util.Objects.requireNonNull(texts.get(id), id);
    }

    /** What moves cases by {@code procedure}. */
    public Cases cases(Procedure procedure) {
        return new Cases(procedure, calendars.apply(procedure.jurisdiction()));
    }
}
