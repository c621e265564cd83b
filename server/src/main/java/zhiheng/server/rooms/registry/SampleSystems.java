package zhiheng.server.rooms.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import zhiheng.base.Refusal;
import zhiheng.office.Office;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.OrgNumber;
import zhiheng.office.registry.SystemQuery;
import zhiheng.office.registry.SystemRow;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.SystemFile;

/**
 * A few systems for the first hour, in an organisation of their own that is known by its number, so that they are told from real ones
 * and put aside in one act.
 *
 * @param folder of descriptions of systems; nothing is offered where there is none
 */
record SampleSystems(Office office, PackLibrary library, Path folder) {
    private static final OrgNumber NUMBER = new OrgNumber(OrgNumber.Register.OTHER, "SAMPLE");
    private static final String ORG = "示例组织 · Sample organisation";
    private static final String MARK = "示例 Sample · ";
    private static final int MOST = 200;

    /** Whether there is something to show. */
    boolean offered() {
        return Files.isDirectory(folder);
    }

    private Optional<Org> org(Actor actor) {
        return office.orgs().seenBy(actor).stream()
                .filter(o -> o.number().equals(NUMBER))
                .findFirst();
    }

    private List<SystemRow> systems(Actor actor, String org, boolean archived) {
        var query = new SystemQuery(null, org, null, null, archived, SystemQuery.Sort.NAME, null, MOST);
        return office.registry().systems(actor, query).items();
    }

    /** How many are in use. */
    int standing(Actor actor) {
        return org(actor).map(o -> systems(actor, o.id(), false).size()).orElse(0);
    }

    /** Registers what is not there yet, and takes back what was put aside. Administrators only, as making an organisation is. */
    int add(Actor actor) {
        var org = org(actor)
                .orElseGet(() -> office.orgs().create(actor, new Org.Details(Org.Kind.PROVIDER, ORG, NUMBER)))
                .id();
        for (var row : systems(actor, org, true)) {
            office.archives()
                    .unarchive(
                            actor,
                            row.id(),
                            office.registry().system(actor, row.id()).version());
        }
        var known = systems(actor, org, false).stream().map(SystemRow::name).toList();
        int added = 0;
        for (var file : files()) {
            var system = read(file);
            if (!known.contains(MARK + system.name())) {
                office.registry()
                        .register(
                                actor,
                                org,
                                MARK + system.name(),
                                system.description(),
                                system.purpose(),
                                system.facts().asMap());
                added++;
            }
        }
        return added;
    }

    /** Puts all of them aside: they stand in no list and no count any more. */
    int remove(Actor actor) {
        var org = org(actor)
                .orElseThrow(() -> Refusal.conflict("没有示例系统。", "There are no sample systems."))
                .id();
        var rows = systems(actor, org, false);
        for (var row : rows) {
            office.archives()
                    .archive(
                            actor,
                            row.id(),
                            office.registry().system(actor, row.id()).version());
        }
        return rows.size();
    }

    /** A library that asks other questions than the shipped one cannot take the examples. */
    private SystemFile read(Path file) {
        try {
            return SystemFile.read(library, file);
        } catch (PackException e) {
            var name = file.getFileName();
            throw Refusal.conflict(
                    "示例 " + name + " 与所用的法规库不符：" + e.getMessage(),
                    "The example " + name + " does not fit the library of laws in use: " + e.getMessage());
        }
    }

    private List<Path> files() {
        try (var all = Files.list(folder)) {
            return all.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
