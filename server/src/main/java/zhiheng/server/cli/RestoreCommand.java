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
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "由备份恢复到空目录（及空数据库），随后核对。",
            "Restore a backup into an empty folder, and an empty database where one is named; run check afterwards."
        })
final class RestoreCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", description = "where everything is kept (default: ./data)")
    Path data = Path.of("data");

    @Option(names = "--from", required = true, paramLabel = "DIR", description = "a folder that backup made")
    Path from = Path.of("");

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
        new Backup(data, System.getenv(), Rooms.schema()).restore(from, Passphrase.read(passphraseFile));
        System.out.println(speech.say(
                "已恢复到 " + data + "。请运行 ./zhiheng check --data " + data,
                "Restored to " + data + ". Now run ./zhiheng check --data " + data));
        return 0;
    }
}
