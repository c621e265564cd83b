package zhiheng.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zhiheng.server.ground.shell.Speech;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.upkeep.Backup;

@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "备份整个安装的同一时刻（数据库、账本、许可、证据、日志；密钥以口令加密）；可在服务运行时进行。",
            "Back up one moment of the installation: database, ledger, permits, evidence, journal; keys under a"
                    + " passphrase. May run beside the server."
        })
final class BackupCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", description = "where everything is kept (default: ./data)")
    Path data = Path.of("data");

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "an empty folder, or one that is not there yet")
    Path to = Path.of("");

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "file whose first line is the passphrase (default: the variable ZHIHENG_PASSPHRASE)")
    @Nullable
    Path passphraseFile;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException, SQLException {
        long entries = new Backup(data, System.getenv(), Rooms.schema()).make(to, Passphrase.read(passphraseFile));
        System.out.println(speech.say(
                "已备份到 " + to + "：账本 " + entries + " 条。", "Backed up to " + to + ": " + entries + " entries."));
        return 0;
    }
}
