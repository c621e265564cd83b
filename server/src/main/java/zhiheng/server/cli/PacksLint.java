package zhiheng.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zhiheng.base.Refusal;
import zhiheng.cases.Linter;
import zhiheng.cases.Procedure;
import zhiheng.cases.Procedures;
import zhiheng.office.policy.Measures;
import zhiheng.office.sandbox.Criteria;
import zhiheng.office.sandbox.CriteriaFit;
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
        var text = Files.readString(file);
        var names = Criteria.read(file.toString(), text).stream()
                .map(Criteria::procedure)
                .toList();
        var beside = file.toAbsolutePath().resolveSibling(Procedures.FILE);
        var near = Files.exists(beside)
                ? Procedures.read(beside.toString(), Files.readString(beside))
                : List.<Procedure>of();
        var known = Stream.concat(near.stream(), Procedures.load(folders, packs::calendar).all().stream())
                .toList();
        return new Found(names, fit(packs, known).misfits(file.toString(), text));
    }

    /** What criteria may name: documents and stages of these procedures, tiers of the packs. */
    static CriteriaFit fit(PackLibrary packs, List<Procedure> known) {
        return new CriteriaFit(
                id -> known.stream()
                        .filter(p -> p.id().equals(id))
                        .findFirst()
                        .map(p -> new CriteriaFit.Ground(
                                p.items().stream().map(i -> i.id()).collect(Collectors.toSet()),
                                p.stages().stream().map(s -> s.id()).collect(Collectors.toSet()))),
                packs.packs().stream()
                        .flatMap(p -> p.tiers().stream())
                        .map(t -> t.id())
                        .collect(Collectors.toSet()));
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
