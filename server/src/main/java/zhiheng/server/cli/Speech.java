package zhiheng.server.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The language of answers: the one asked for, else the one of LANG. */
final class Speech {
    @Option(names = "--lang", paramLabel = "zh|en", description = "language of the answer (default: from LANG)")
    @Nullable
    String language;

    boolean chinese() {
        var chosen = language != null ? language : System.getenv().getOrDefault("LANG", "en");
        return chosen.startsWith("zh");
    }

    String say(String zh, String en) {
        return chinese() ? zh : en;
    }
}
