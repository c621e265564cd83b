package zhiheng.server.cli;

import picocli.CommandLine.Command;

@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {"监测：度量检测器。", "Watch: measure detectors."},
        subcommands = WatchSimulateCommand.class)
final class WatchCommand implements Runnable {
    @Override
    public void run() {
        picocli.CommandLine.usage(this, System.out);
    }
}
