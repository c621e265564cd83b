package zhiheng.bench.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a Java process keeps in memory, as the tools of the JDK and the kernel see it; in megabytes. */
public final class Memory {
    private final String pid;
    private List<String> table = List.of();

    public Memory(long pid) {
        this.pid = Long.toString(pid);
    }

    /** The heap that is left after a full collection. */
    public double liveHeap() throws IOException, InterruptedException {
        jdk("jcmd", pid, "GC.run");
        table = jdk("jstat", "-gc", pid).lines().toList();
        return column("S0U") + column("S1U") + column("EU") + column("OU");
    }

    /** At the time of the last look at the heap. */
    public double metaspace() {
        return column("MU");
    }

    /** What the JDK took in named categories; needs {@code -XX:NativeMemoryTracking=summary}. */
    public double outside(String... categories) throws IOException, InterruptedException {
        double all = 0;
        for (var line : jdk("jcmd", pid, "VM.native_memory", "summary", "scale=KB")
                .lines()
                .toList()) {
            for (var category : categories) {
                if (line.strip().matches("-\\s+" + category + " \\(.*")) {
                    all += Long.parseLong(line.replaceAll(".*committed=([0-9]+)KB.*", "$1")) / 1024.0;
                }
            }
        }
        return all;
    }

    /** A figure of {@code /proc/PID/status}, such as {@code RssAnon}. */
    public double status(String name) throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith(name + ":")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        return Double.NaN;
    }

    private static String jdk(String tool, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }

    /** A figure of jstat's table, kilobytes there. */
    private double column(String name) {
        var names = List.of(table.get(0).strip().split("\\s+"));
        return Double.parseDouble(table.get(1).strip().split("\\s+")[names.indexOf(name)]) / 1024;
    }
}
