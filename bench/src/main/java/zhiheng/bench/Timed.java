package zhiheng.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/** Runs something again and again; prints how long it took and the processor time of the whole process. */
final class Timed {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Timed() {}

    /** Something that may fail. */
    @FunctionalInterface
    interface Work {
        Object run() throws Exception;
    }

    static double cpuMillis() {
        return SYSTEM.getProcessCpuTime() / 1e6;
    }

    static void print(String what, int warm, int rounds, Work work) throws Exception {
        for (int i = 0; i < warm; i++) {
            work.run();
        }
        var millis = new double[rounds];
        double cpu = cpuMillis();
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            work.run();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        cpu = (cpuMillis() - cpu) / rounds;
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-52s p50 %8.2f ms  p99 %8.2f ms  CPU %7.2f ms%n",
                what,
                millis[rounds / 2],
                millis[rounds * 99 / 100],
                cpu);
    }
}
