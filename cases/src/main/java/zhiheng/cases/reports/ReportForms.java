package zhiheng.cases.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhiheng.base.Nearest;
import zhiheng.base.Refusal;
import zhiheng.cases.Procedure;
import zhiheng.cases.Procedures;
import zhiheng.packs.PackException;

/** The report forms of all packs. */
public final class ReportForms {
    public static final String FILE = "reports.yaml";

    private final Map<String, ReportForm> all;

    private ReportForms(Map<String, ReportForm> all) {
        this.all = all;
    }

    /**
     * Reads every {@code reports.yaml} in the packs of these folders.
     *
     * @throws PackException where a file is wrong, or files what no procedure takes
     */
    public static ReportForms load(List<Path> folders, Procedures procedures) {
        var all = new LinkedHashMap<String, ReportForm>();
        for (var path : files(folders)) {
            try {
                if (Files.size(path) > ReportReader.MAX_BYTES) {
                    throw new PackException(path + ": larger than " + ReportReader.MAX_BYTES / 1024 + " KiB; split it");
                }
                for (var form : ReportReader.read(path.toString(), Files.readString(path))) {
                    fits(form, procedures);
                    var other = all.put(form.id(), form);
                    if (other != null) {
                        throw form.error("it is also written in " + other.file() + "; rename one");
                    }
                }
            } catch (IOException e) {
                throw new PackException(path + ": cannot be read: " + e.getMessage());
            }
        }
        return new ReportForms(all);
    }

    private static List<Path> files(List<Path> folders) {
        var found = new ArrayList<Path>();
        for (var folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (var packs = Files.list(folder)) {
                packs.map(pack -> pack.resolve(FILE))
                        .filter(Files::isRegularFile)
                        .sorted()
                        .forEach(found::add);
            } catch (IOException e) {
                throw new PackException(folder + ": cannot be listed: " + e.getMessage());
            }
        }
        return found;
    }

    private static void fits(ReportForm form, Procedures procedures) {
        if (form.procedure().isEmpty()) {
            form.kinds().stream().filter(k -> !k.files().isEmpty()).findFirst().ifPresent(k -> {
                throw form.error("'" + k.id() + "' files '" + k.files() + "', but the form names no procedure");
            });
            return;
        }
        var procedure = procedures
                .find(form.procedure())
                .orElseThrow(() -> form.error("there is no procedure '" + form.procedure() + "'"));
        for (var kind : form.kinds()) {
            boolean takes = procedure.items().stream()
                    .anyMatch(i -> i.sort() == Procedure.Item.Sort.DOCUMENT && i.id().equals(kind.files()));
            if (!takes) {
                throw form.error("'" + kind.id() + "' files '" + kind.files() + "', which is no document of procedure "
                        + procedure.id());
            }
        }
    }

    /** In the order of the packs. */
    public List<ReportForm> all() {
        return List.copyOf(all.values());
    }

    /** @throws Refusal when no pack has it */
    public ReportForm of(String id) {
        var form = all.get(id);
        if (form == null) {
            var known = Nearest.to(id, all.keySet());
            throw Refusal.invalid(
                    "没有报告表“" + id + "”。" + (known == null ? "" : "是否指“" + known + "”？"),
                    "There is no report form '" + id + "'." + (known == null ? "" : " Did you mean '" + known + "'?"));
        }
        return form;
    }
}
