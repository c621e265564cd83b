package zhiheng.cases;

import java.nio.file.Path;
import java.util.List;
import zhiheng.packs.PackLibrary;

/** The procedures that ship, read once. */
final class Shipped {
    private static final Path PACKS = Path.of("../packs");
    static final PackLibrary LIBRARY = PackLibrary.load(PACKS.resolve("library"));
    static final Procedures ALL = Procedures.load(
            List.of(PACKS.resolve("library"), PACKS.resolve("incidents"), PACKS.resolve("procedures")),
            LIBRARY::calendar);

    private Shipped() {}

    static Cases cases(String procedure) {
        return ALL.cases(ALL.of(procedure));
    }
}
