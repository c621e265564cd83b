package zhiheng.server.rooms.watch;

import picocli.CommandLine.Command;

@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {"监测：重放数据流，度量检测器。", "Watch: replay a stream, measure detectors."},
        subcommands = {WatchReplayCommand.class, WatchSimulateCommand.class, WatchPowerCommand.class})
public final class WatchCommand implements Runnable {
    @Override
    public void run() {
        picocli.CommandLine.usage(this, System.out);
    }
}
