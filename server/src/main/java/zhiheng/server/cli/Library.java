package zhiheng.server.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import zhiheng.packs.PackLibrary;

/** Options that several commands share: which law, and in which language to answer. */
final class Library {
    @Option(names = "--library", paramLabel = "DIR", description = "folder of packs (default: the packs that ship)")
    @Nullable
    Path folder;

    @Option(names = "--lang", paramLabel = "zh|en", description = "language of the answer (default: from LANG)")
    @Nullable
    String language;

    Path folder() {
        return folder != null ? folder : shipped();
    }

    PackLibrary load() {
        return PackLibrary.load(folder());
    }

    boolean chinese() {
        return chinese(language);
    }

    /** Whether to answer in Chinese: the language asked for, else the one of LANG. */
    static boolean chinese(@Nullable String language) {
        var chosen = language != null ? language : System.getenv().getOrDefault("LANG", "en");
        return chosen.startsWith("zh");
    }

    String say(String zh, String en) {
        return chinese() ? zh : en;
    }

    /** The packs beside the launcher, which passes its folder as {@code zhiheng.home}. */
    static Path shipped() {
        return home().resolve("packs/library");
    }

    static Path home() {
        return Path.of(System.getProperty("zhiheng.home", "."));
    }
}
