package zhiheng.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "c2pa",
        mixinStandardHelpOptions = true,
        description = {
            "C2PA 来源清单：读取并校验、签名。不联网。",
            "C2PA manifests of where a file comes from: read and judge, sign. Nothing is fetched."
        },
        subcommands = {C2paReadCommand.class, C2paSignCommand.class})
final class C2paCommand implements Runnable {
    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
