package zhiheng.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One whole process of a build's launcher, and what it cost. Linux only: GNU time and {@code /proc} tell the cost. */
final class Run {
    private static final double TICKS = 100; // a second, in /proc/PID/stat on every Linux
    private static final int USER = 13;
    private static final int SYSTEM = 14;

    private Run() {}

    /** CPU of user and system, of the process and all its children. */
    record Cost(double cpuSeconds, double wallSeconds, long maxKilobytes) {
        static Cost median(List<Cost> costs) {
            return new Cost(middle(costs, Cost::cpuSeconds), middle(costs, Cost::wallSeconds), (long)
                    middle(costs, Cost::maxKilobytes));
        }

        private static double middle(List<Cost> costs, ToDoubleFunction<Cost> value) {
            return costs.stream().mapToDouble(value).sorted().toArray()[costs.size() / 2];
        }
    }

    private static ProcessBuilder launcher(Path build, List<String> before, List<String> args) {
        var command = new ArrayList<String>(before);
        command.add(build.resolve("zhiheng").toString());
        command.addAll(args);
        var process = new ProcessBuilder(command).directory(build.toFile());
        process.environment().put("ZHIHENG_NO_BUILD", "1");
        return process;
    }

    static Cost toTheEnd(Path build, List<String> args) throws IOException, InterruptedException {
        var told = Files.createTempFile("time", ".txt");
        try {
            var time = List.of("/usr/bin/time", "-f", "%U %S %e %M", "-o", told.toString());
            var process = launcher(build, time, args)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(build + " " + args + " failed");
            }
            var words = Files.readString(told).strip().split(" ");
            return new Cost(
                    Double.parseDouble(words[0]) + Double.parseDouble(words[1]),
                    Double.parseDouble(words[2]),
                    Long.parseLong(words[3]));
        } finally {
            Files.deleteIfExists(told);
        }
    }

    /** From the start of the launcher until the page of the first administrator has come whole. */
    static Cost toTheFirstPage(Path build, Path data) throws IOException, InterruptedException {
        long start = System.nanoTime();
        var process = launcher(
                        build,
                        List.of(),
                        List.of(
                                "serve",
                                "--data",
                                data.toString(),
                                "--port",
                                "0",
                                "--gateway-port",
                                "0",
                                "--lang",
                                "en"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line; (line = out.readLine()) != null; ) {
                int link = line.indexOf("http");
                if (link >= 0 && line.contains("/setup?")) {
                    get(URI.create(line.substring(link).strip()));
                    double wall = (System.nanoTime() - start) / 1e9;
                    return new Cost(cpu(process.pid()), wall, resident(process.pid()));
                }
            }
            throw new IllegalStateException(build + " serve ended before its first page");
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static void get(URI page) throws IOException {
        try (var socket = new Socket(page.getHost(), page.getPort())) {
            var request = "GET " + page.getRawPath() + "?" + page.getRawQuery() + " HTTP/1.1\r\nHost: "
                    + page.getAuthority() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 200") || !answer.contains("</html>")) {
                throw new IllegalStateException(
                        "no page: " + answer.lines().findFirst().orElse(""));
            }
        }
    }

    /**
     * Seconds of CPU of a process, and of its children that have ended. (The launcher becomes the JVM by exec, so its process holds both.)
     */
    static double cpu(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        var words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int field = USER; field <= SYSTEM + 2; field++) {
            ticks += Long.parseLong(words[field - 2]);
        }
        return ticks / TICKS;
    }

    private static long resident(long pid) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        }
    }
}
