package zhiheng.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.shell.Speech;
import zhiheng.server.rooms.law.RememberedPacks;

/** Options that several commands share: which law, and in which language to answer. */
final class Library {
    @Option(names = "--library", paramLabel = "DIR", description = "folder of packs (default: the packs that ship)")
    @Nullable
    Path folder;

    @Mixin
    Speech speech = new Speech();

    Path folder() {
        return folder != null ? folder : shipped();
    }

    /** Where packs may have procedures: the library with its incidents, and beside the one that ships those of incidents and sandboxes. */
    List<Path> procedureFolders() {
        return folder != null
                ? List.of(folder, folder.resolve("incidents"))
                : List.of(
                        shipped(),
                        shipped().resolveSibling("incidents"),
                        shipped().resolveSibling("procedures"));
    }

    /** Libraries with a vocabulary of their own: the lists beside the one that ships, the incidents of one's own. */
    List<Path> besides() {
        var incidents = folder().resolve("incidents");
        return folder == null
                ? List.of(shipped().resolveSibling("lists"))
                : Files.isDirectory(incidents) ? List.of(incidents) : List.of();
    }

    PackLibrary load() {
        return RememberedPacks.load(folder());
    }

    boolean chinese() {
        return speech.chinese();
    }

    String say(String zh, String en) {
        return speech.say(zh, en);
    }

    /** The packs beside the launcher, which passes its folder as {@code zhiheng.home}. */
    static Path shipped() {
        return home().resolve("packs/library");
    }

    static Path home() {
        return Path.of(System.getProperty("zhiheng.home", "."));
    }
}
