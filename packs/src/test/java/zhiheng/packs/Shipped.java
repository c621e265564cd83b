package zhiheng.packs;

import java.nio.file.Path;

/** The library that ships, read once for all tests: reading it is most of what many of them would take. It never changes. */
final class Shipped {
    static final Path FOLDER = Path.of("library");
    static final PackLibrary LIBRARY = PackLibrary.load(FOLDER);

    private Shipped() {}
}
