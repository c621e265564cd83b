package zhiheng.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/** The passphrase of a backup's keys; never on the command line, where others see it. */
final class Passphrase {
    private Passphrase() {}

    static char[] read(@Nullable Path file) throws IOException {
        var text = file == null
                ? System.getenv().getOrDefault("ZHIHENG_PASSPHRASE", "")
                : Files.readString(file).lines().findFirst().orElse("");
        if (text.isEmpty()) {
            throw Refusal.invalid(
                    "请以 --passphrase-file 或环境变量 ZHIHENG_PASSPHRASE 给出口令。",
                    "Give a passphrase by --passphrase-file or the variable ZHIHENG_PASSPHRASE.");
        }
        return text.toCharArray();
    }
}
