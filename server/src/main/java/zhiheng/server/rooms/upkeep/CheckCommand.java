package zhiheng.server.rooms.upkeep;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "核对数据库、账本、许可与证据是否属于同一安装、同一时刻；不作改动，可在服务运行时进行。相符时退出码为 0。",
            "Compare database, ledger, permits and evidence by content. Changes nothing; may run beside the server."
                    + " Exit 0 when all agree."
        })
public final class CheckCommand implements Callable<Integer> {
    @Mixin
    Whereabouts where = new Whereabouts();

    @Option(names = "--quick", description = "do not read every file of evidence")
    boolean quick;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException {
        try (var db = where.read()) {
            boolean bad = false;
            for (var line : new Comparison(where.data, db, quick).run()) {
                System.out.println((line.bad() ? "✗ " : "  ") + speech.say(line.text()));
                bad |= line.bad();
            }
            System.out.println(
                    bad
                            ? speech.say(
                                    "✗ 不一致：请从同一份备份恢复所列各项。",
                                    "✗ They do not agree: restore what is named from one backup.")
                            : speech.say("一致。", "All agree."));
            return bad ? 1 : 0;
        }
    }
}
