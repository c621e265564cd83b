package zhiheng.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import zhiheng.base.Refusal;
import zhiheng.cases.Linter;
import zhiheng.cases.Procedure;
import zhiheng.cases.Procedures;
import zhiheng.office.policy.Measures;
import zhiheng.office.sandbox.Criteria;
import zhiheng.packs.PackCases;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;

/**
 * Reads files of packs before they are installed, as the server would at its start, and says all that is wrong, each with file and line:
 * procedures, the criteria of sandboxes, and whole folders of policies with their measures and cases.
 */
final class PacksLint {
    /** @param names of what was read; {@code faults} all that is wrong with it */
    record Found(List<String> names, List<String> faults) {}

    private final PackLibrary packs;
    private final List<Path> folders;

    /** @param folders where procedures may be that criteria are of */
    PacksLint(PackLibrary packs, List<Path> folders) {
        this.packs = packs;
        this.folders = folders;
    }

    Found check(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw Refusal.notFound("没有文件 " + file + "。", "There is no file " + file + ".");
        }
        try {
            if (Files.isDirectory(file)) {
                return isPack(file) ? pack(file) : policies(file);
            }
            return file.endsWith(Criteria.FILE) ? criteria(file) : procedures(file);
        } catch (PackException e) {
            return new Found(List.of(), String.valueOf(e.getMessage()).lines().toList());
        }
    }

    private static boolean isPack(Path folder) {
        return Files.exists(folder.resolve(Procedures.FILE)) || Files.exists(folder.resolve(Criteria.FILE));
    }

    private Found pack(Path folder) throws IOException {
        var names = new ArrayList<String>();
        var faults = new ArrayList<String>();
        for (var name : List.of(Procedures.FILE, Criteria.FILE)) {
            if (Files.exists(folder.resolve(name))) {
                var found = check(folder.resolve(name));
                names.addAll(found.names());
                faults.addAll(found.faults());
            }
        }
        return new Found(names, faults);
    }

    private Found procedures(Path file) throws IOException {
        var names = new ArrayList<String>();
        var faults = new ArrayList<String>();
        for (var procedure : Procedures.read(file.toString(), Files.readString(file))) {
            faults.addAll(Linter.check(procedure, packs.calendar(procedure.jurisdiction())));
            names.add(procedure.id());
        }
        return new Found(names, faults);
    }

    private Found criteria(Path file) throws IOException {
        var names = new ArrayList<String>();
        var faults = new ArrayList<String>();
        for (var criteria : Criteria.read(file.toString(), Files.readString(file))) {
            var of = procedure(file, criteria.procedure());
            faults.addAll(of.map(p -> misfits(file, criteria, p))
                    .orElseGet(() -> List.of(file + ": criteria of '" + criteria.procedure()
                            + "', and no pack has that procedure; write it in " + Procedures.FILE + " beside it")));
            names.add(criteria.procedure());
        }
        return new Found(names, faults);
    }

    /** What the criteria name and their procedure does not have. */
    private static List<String> misfits(Path file, Criteria criteria, Procedure procedure) {
        var faults = new ArrayList<String>();
        if (procedure.items().stream().noneMatch(i -> i.id().equals(criteria.item()))) {
            faults.add(file + ": item '" + criteria.item() + "': procedure '" + procedure.id()
                    + "' has no such document; write its id under items");
        }
        for (var step : criteria.start().steps()) {
            if (procedure.stages().stream().noneMatch(s -> s.id().equals(step.stage()))) {
                faults.add(file + ": start.steps: procedure '" + procedure.id() + "' has no stage '" + step.stage()
                        + "'; its stages are "
                        + String.join(
                                ", ",
                                procedure.stages().stream().map(s -> s.id()).toList()));
            }
        }
        return faults;
    }

    /** Of the file beside it, else of the packs that are installed. */
    private Optional<Procedure> procedure(Path file, String id) throws IOException {
        var beside = file.toAbsolutePath().resolveSibling(Procedures.FILE);
        var near = Files.exists(beside)
                ? Procedures.read(beside.toString(), Files.readString(beside))
                : List.<Procedure>of();
        return Stream.concat(near.stream(), Procedures.load(folders, packs::calendar).all().stream())
                .filter(p -> p.id().equals(id))
                .findFirst();
    }

    /** A folder of policies: its rules, the measures that belong to them, and its cases. */
    private static Found policies(Path folder) {
        var library = PackLibrary.load(folder);
        var measures = Measures.load(library, folder);
        var report = PackCases.run(library, folder);
        return new Found(
                measures.packs().stream().map(p -> p.id()).toList(),
                Stream.concat(report.failures().stream(), report.uncovered().stream())
                        .map(String::valueOf)
                        .toList());
    }
}
