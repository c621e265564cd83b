package zhiheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import zhiheng.placement.Bill;
import zhiheng.placement.NationalYear;
import zhiheng.placement.Peer;
import zhiheng.placement.Plan;
import zhiheng.placement.Planner;
import zhiheng.placement.Problem;

/**
 * Compute placed over a year of made-up hours, beside first-fit and cheapest-first in the same run, and how long a week of 500 jobs
 * at 20 sites takes. Writes its section of docs/performance.md.
 */
public final class PlacementBench {
    private static final long SEED = 2026;
    private static final int[] LARGE_WEEKS = {0, 11, 23, 34, 47};
    private static final double[] CARBON_PRICES = {0, .1, 1, 5};
    private static final String BEGIN = "<!-- placement:begin -->";
    private static final String END = "<!-- placement:end -->";

    private PlacementBench() {}

    public static void main(String[] args) throws IOException {
        if (args.length > 2) {
            System.err.println("Usage: ./zhiheng bench placement [WEEKS [JOBS]]   52 weeks of 300 jobs unless said");
            System.exit(2);
        }
        int weeks = args.length > 0 ? Integer.parseInt(args[0]) : NationalYear.WEEKS;
        int jobs = args.length > 1 ? Integer.parseInt(args[1]) : 300;
        var year = new NationalYear(SEED);
        var section = "## Compute placement: `./zhiheng bench placement` (" + LocalDate.now() + ")\n" + large(year)
                + peers(year, weeks, jobs) + prices(year, jobs);
        System.out.println(section);
        if (weeks == NationalYear.WEEKS) {
            write(Path.of(System.getProperty("zhiheng.home", "."), "docs/performance.md"), section);
        }
    }

    private static String large(NationalYear year) {
        var out = new StringBuilder(
                "\nA week of 500 jobs, 20 sites, 168 hours (wanted: gap ≤ 1 %, ≤ 30 s on 2 cores):\n\n");
        out.append("| week | objective, CNY | proved bound | gap | seconds | same again | way |\n"
                + "|---|---|---|---|---|---|---|\n");
        for (int week : LARGE_WEEKS) {
            var plan = Planner.plan(year.week(week, 500));
            out.append(line(
                    "| %d | %,.0f | %,.0f | %.2f %% | %.1f | %s | %s |%n",
                    week + 1,
                    plan.objective(),
                    plan.bound(),
                    100 * plan.gap(),
                    plan.took().toMillis() / 1e3,
                    plan.same() ? "yes" : "no",
                    plan.way()));
            progress(week);
        }
        return out.toString();
    }

    /** Money, carbon and jobs left out, summed. */
    private record Sum(Bill bill, int left) {
        Sum and(Plan plan) {
            return new Sum(bill.and(plan.bill()), left + plan.unplaced().size());
        }
    }

    private static String peers(NationalYear year, int weeks, int jobs) {
        var out = new StringBuilder(line(
                "%nThe year week by week, %d jobs each, carbon counted at 1 CNY a kg: t CO2 / thousand CNY, and what"
                        + " is saved beside each peer at the same deadlines.%n%n",
                jobs));
        out.append("| week | first-fit | cheapest-first | Zhiheng | carbon, money saved beside first-fit | beside"
                + " cheapest-first | left out | gap |\n"
                + "|---|---|---|---|---|---|---|---|\n");
        var sums = new Sum[] {new Sum(Bill.NOTHING, 0), new Sum(Bill.NOTHING, 0), new Sum(Bill.NOTHING, 0)};
        double worst = 0;
        for (int week = 0; week < weeks; week++) {
            var problem = year.week(week, jobs);
            var ours = Planner.plan(problem, Planner.Effort.LIGHT);
            var plans = new Plan[] {Peer.FIRST_FIT.plan(problem), Peer.CHEAPEST_FIRST.plan(problem), ours};
            for (int i = 0; i < plans.length; i++) {
                sums[i] = sums[i].and(plans[i]);
            }
            worst = Math.max(worst, ours.gap());
            var week1 = Arrays.stream(plans)
                    .map(p -> new Sum(Bill.NOTHING, 0).and(p))
                    .toArray(Sum[]::new);
            out.append(row(String.valueOf(week + 1), week1, ours.gap()));
            progress(week);
        }
        out.append(row("**all**", sums, worst));
        return out.toString();
    }

    private static String row(String name, Sum[] sums, double gap) {
        return line(
                "| %s | %s | %s | %s | %s | %s | %s | %.2f %% |%n",
                name,
                figures(sums[0].bill()),
                figures(sums[1].bill()),
                figures(sums[2].bill()),
                saved(sums[0].bill(), sums[2].bill()),
                saved(sums[1].bill(), sums[2].bill()),
                sums[0].left() + ", " + sums[1].left() + ", " + sums[2].left(),
                100 * gap);
    }

    private static String figures(Bill bill) {
        return line("%.1f / %.0f", bill.carbonKg() / 1e3, bill.money() / 1e3);
    }

    private static String saved(Bill theirs, Bill ours) {
        return line(
                "%.1f %%, %.1f %%",
                100 * (1 - ours.carbonKg() / theirs.carbonKg()), 100 * (1 - ours.money() / theirs.money()));
    }

    /** How much carbon is bought by how much money. */
    private static String prices(NationalYear year, int jobs) {
        var out = new StringBuilder(
                "\nHow carbon is weighed, four weeks of the four seasons: what is saved beside cheapest-first.\n\n"
                        + "| CNY a kg CO2 | carbon | money |\n|---|---|---|\n");
        var weeks =
                IntStream.of(2, 15, 28, 41).mapToObj(w -> year.week(w, jobs)).toList();
        var theirs = sum(weeks, Peer.CHEAPEST_FIRST::plan);
        for (double price : CARBON_PRICES) {
            var ours = sum(weeks, p -> Planner.plan(p.withCarbonPrice(price), Planner.Effort.LIGHT));
            out.append(line(
                    "| %s | %.1f %% | %.1f %% |%n",
                    price == Math.rint(price) ? String.valueOf((int) price) : String.valueOf(price),
                    100 * (1 - ours.carbonKg() / theirs.carbonKg()),
                    100 * (1 - ours.money() / theirs.money())));
        }
        return out.toString();
    }

    private static Bill sum(List<Problem> weeks, Function<Problem, Plan> planner) {
        return weeks.stream().map(planner).map(Plan::bill).reduce(Bill.NOTHING, Bill::and);
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static void progress(int week) {
        System.err.print("\rweek " + (week + 1) + "   ");
    }

    private static void write(Path file, String section) throws IOException {
        var text = Files.readString(file);
        int from = text.indexOf(BEGIN);
        int to = text.indexOf(END);
        if (from < 0 || to < 0) {
            throw new IOException(file + " has no place for it: " + BEGIN + " and " + END);
        }
        Files.writeString(file, text.substring(0, from + BEGIN.length()) + "\n" + section + "\n" + text.substring(to));
    }
}
