package zhiheng.bench;

import java.nio.file.Path;
import java.util.Locale;
import zhiheng.bench.fleet.FleetSimulation;
import zhiheng.bench.fleet.FleetSimulation.Assumed;
import zhiheng.bench.fleet.OfficeCosts;

/**
 * A fleet of gateways: {@code fleet [WAITING] [SECONDS]}. First what single parts take on this machine, measured over HTTP; then a
 * simulation to 1,000 gateways and a million calls a second that goes by those figures and by what it says it assumes.
 */
public final class FleetBench {
    private static final double ONE_WAY_MILLIS = 2;
    private static final long SEED = 20;
    /** Long enough that shares find their size, short enough to wait for: the cap is used up after so many seconds. */
    private static final int SECONDS = 40;

    private FleetBench() {}

    public static void main(String[] args) throws Exception {
        int waiting = args.length > 0 ? Integer.parseInt(args[0]) : 500;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 8;
        var library = Path.of(System.getProperty("zhiheng.home", "."), "packs/library");
        var costs = OfficeCosts.measure(library, waiting, seconds);
        System.out.println("measured, one office with the embedded database, its askers on the same machine:");
        say("  asks for shares          %,10.0f a second", costs.sharesPerSecond());
        say(
                "  a stop at %,4d gateways   %,10.0f ms to the last of them, the worst of three",
                waiting, costs.stopMillis());
        say("  records taken in         %,10.0f a second", costs.recordsPerSecond());
        say("  a record on its way      %,10.0f bytes", costs.bytesPerRecord());
        System.out.println();
        say(
                "simulated, seed %d: calls Poisson, by gateway Zipf 0.5; network %.0f ms one way on average; one ask takes the"
                        + " office %.2f ms, one after the other; one system with a cap of a day that is used up in %d s",
                SEED, ONE_WAY_MILLIS, 1000 / costs.sharesPerSecond(), SECONDS);
        System.out.println(
                "gateways    calls/s  killed  over cap    unused  refused: first 10 s   later  asks/s  office busy  records MB/s");
        for (int gateways : new int[] {8, 64, 250, 1_000}) {
            for (int killed : new int[] {0, Math.max(1, gateways / 100)}) {
                row(costs, gateways, 1_000.0 * gateways, killed);
            }
        }
        System.out.println();
        say(
                "a stop at 1,000 gateways, in proportion to what was measured: %,.0f ms and the network; one that was between"
                        + " two asks hears it with the next, at once",
                costs.stopMillis() * 1_000 / waiting);
        say(
                "at 1,000,000 calls a second the records are %,.0f MB/s; one office takes %,.0f a second, so beyond that they wait"
                        + " on the gateways' disks (4 GB each: %,.1f hours at 1,000 gateways) or go another way",
                costs.bytesPerRecord(), costs.recordsPerSecond(), 4e9 / (1_000 * costs.bytesPerRecord()) / 3600);
    }

    private static void row(OfficeCosts.Costs costs, int gateways, double rate, int killed) {
        long cap = (long) (rate * SECONDS);
        var outcome = FleetSimulation.run(
                new Assumed(gateways, rate, cap, 1 / costs.sharesPerSecond(), ONE_WAY_MILLIS, killed, SEED));
        say(
                "%,8d  %,9.0f  %,6d  %,8d  %,8d  %18.2f%%  %5.2f%%  %,6.0f  %10.0f%%  %,12.1f",
                gateways,
                rate,
                killed,
                Math.max(0, outcome.admitted() - cap),
                Math.max(0, cap - outcome.admitted()),
                100 * outcome.refusedFirst(),
                100 * outcome.refusedLater(),
                outcome.asksPerSecond(),
                100 * outcome.busy(),
                rate * costs.bytesPerRecord() / 1e6);
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
