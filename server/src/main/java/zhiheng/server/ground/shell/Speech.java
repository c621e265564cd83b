package zhiheng.server.ground.shell;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import zhiheng.base.Text;

/** The language of answers: the one asked for, else the one of LANG. */
public final class Speech {
    @Option(names = "--lang", paramLabel = "zh|en", description = "language of the answer (default: from LANG)")
    @Nullable
    public String language;

    public boolean chinese() {
        var chosen = language != null ? language : System.getenv().getOrDefault("LANG", "en");
        return chosen.startsWith("zh");
    }

    public String say(String zh, String en) {
        return chinese() ? zh : en;
    }

    public String say(Text text) {
        return say(text.zh(), text.en());
    }
}
