package zhiheng.server.rooms.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import zhiheng.placement.Plan;
import zhiheng.placement.Pool;
import zhiheng.placement.Problem;
import zhiheng.placement.Site;
import zhiheng.server.rooms.placement.PlacementViews.Bubble;
import zhiheng.server.rooms.placement.PlacementViews.Drawing;
import zhiheng.server.rooms.placement.PlacementViews.Lane;
import zhiheng.server.rooms.placement.PlacementViews.Line;
import zhiheng.server.rooms.placement.PlacementViews.Tick;

/** Draws a plan: the sites where they lie, and their hours. All shapes are of the server's making, so they print and need no script. */
final class PlanDrawing {
    /** Grams a kWh below which power is called green, fair, heavy; the rest is very heavy. */
    private static final double[] TONES = {200, 450, 600};

    static final int TONE_COUNT = 4;
    private static final double WIDE = 720;
    private static final double HIGH = 460;
    private static final double EDGE = 40;
    private static final double HOUR = 700;
    private static final int LANE = 26;
    private static final int BAR = 20;
    private static final int TOP = 22;
    private static final int GRID = 10;
    private static final double NAME = 34; // half of a name's width

    private final Problem problem;
    private final int[][] used;
    private final List<Line> grid = new ArrayList<>();

    PlanDrawing(Problem problem, Plan plan) {
        this.problem = problem;
        used = new int[problem.sites().size()][problem.hours()];
        var index = new LinkedHashMap<String, Integer>();
        problem.sites().forEach(s -> index.put(s.id(), index.size()));
        plan.placed().forEach(p -> add(index.getOrDefault(p.site(), -1), p.count(), p.hours()));
        plan.running().forEach(r -> add(index.getOrDefault(r.site(), -1), r.count(), r.hours()));
    }

    private void add(int site, int count, List<Integer> hours) {
        if (site >= 0) {
            hours.forEach(h -> used[site][h] += count);
        }
    }

    static int tone(double grams) {
        int tone = 0;
        while (tone < TONES.length && grams >= TONES[tone]) {
            tone++;
        }
        return tone;
    }

    private static int cards(Site site) {
        return site.pools().stream().mapToInt(Pool::count).sum();
    }

    /** The part of its accelerator hours that a site works. */
    double use(int site) {
        long sum = 0;
        for (int n : used[site]) {
            sum += n;
        }
        return sum / ((double) cards(problem.sites().get(site)) * problem.hours());
    }

    double mean(int site) {
        double sum = 0;
        for (int h = 0; h < problem.hours(); h++) {
            sum += problem.sites().get(site).carbon().at(h);
        }
        return sum / problem.hours();
    }

    Drawing draw(Function<Site, String> name, Function<Instant, String> day) {
        var lanes = new ArrayList<Lane>();
        for (int s = 0; s < problem.sites().size(); s++) {
            lanes.add(lane(s, name));
        }
        var ticks = new ArrayList<Tick>();
        int every = Math.max(1, problem.hours() / 7 / 24) * 24;
        for (int h = 0; h < problem.hours(); h += every) {
            ticks.add(new Tick(round(h * width()), day.apply(problem.at(h))));
        }
        var bubbles = bubbles(name);
        return new Drawing(bubbles, List.copyOf(grid), lanes, ticks, TOP + lanes.size() * LANE);
    }

    private double width() {
        return HOUR / problem.hours();
    }

    private Lane lane(int s, Function<Site, String> name) {
        var site = problem.sites().get(s);
        int y = TOP + s * LANE;
        var heats = new ArrayList<StringBuilder>();
        for (int t = 0; t < TONE_COUNT; t++) {
            heats.add(new StringBuilder());
        }
        var load = new StringBuilder();
        int from = 0;
        for (int h = 1; h <= problem.hours(); h++) {
            if (h == problem.hours()
                    || tone(site.carbon().at(h)) != tone(site.carbon().at(from))) {
                var heat = heats.get(tone(site.carbon().at(from)));
                heat.append(rectangle(from * width(), y, (h - from) * width(), BAR));
                from = h;
            }
        }
        int begin = 0;
        for (int h = 1; h <= problem.hours(); h++) {
            if (h == problem.hours() || used[s][h] != used[s][begin]) {
                double tall = Math.min(1, used[s][begin] / (double) cards(site)) * BAR;
                if (tall > 0) {
                    load.append(rectangle(begin * width(), y + BAR - tall, (h - begin) * width(), tall));
                }
                begin = h;
            }
        }
        return new Lane(
                s + 1,
                name.apply(site),
                y,
                heats.stream().map(StringBuilder::toString).toList(),
                load.toString());
    }

    private static String rectangle(double x, double y, double wide, double tall) {
        return String.format(Locale.ROOT, "M%.1f %.1fh%.2fv%.1fh-%.2fz", x, y, wide, tall, wide);
    }

    /** Sites where they lie (equirectangular, true at the middle), moved apart as little as needed not to cover each other. */
    private List<Bubble> bubbles(Function<Site, String> name) {
        int n = problem.sites().size();
        grid.clear();
        double west = min(Site::longitude) - 1;
        double east = -min(s -> -s.longitude()) + 1;
        double south = min(Site::latitude) - 1;
        double north = -min(s -> -s.latitude()) + 1;
        double narrow = Math.cos(Math.toRadians((south + north) / 2));
        double scale = Math.min((WIDE - 2 * EDGE) / ((east - west) * narrow), (HIGH - 2 * EDGE) / (north - south));
        double left = (WIDE - scale * (east - west) * narrow) / 2;
        double top = (HIGH - scale * (north - south)) / 2;
        var x = new double[n];
        var y = new double[n];
        var r = new double[n];
        for (int s = 0; s < n; s++) {
            var site = problem.sites().get(s);
            x[s] = left + (site.longitude() - west) * narrow * scale;
            y[s] = top + (north - site.latitude()) * scale;
            long sum = 0;
            for (int u : used[s]) {
                sum += u;
            }
            r[s] = Math.min(30, 11 + Math.sqrt(sum / (double) problem.hours()) * 2.2);
        }
        for (int degree = (int) Math.ceil(west / GRID) * GRID; degree <= east; degree += GRID) {
            grid.add(new Line(round(left + (degree - west) * narrow * scale), 0, degrees(degree, "E", "W")));
        }
        for (int degree = (int) Math.ceil(south / GRID) * GRID; degree <= north; degree += GRID) {
            grid.add(new Line(0, round(top + (north - degree) * scale), degrees(degree, "N", "S")));
        }
        apart(x, y, r);
        var named = named(x, y, r);
        var bubbles = new ArrayList<Bubble>();
        for (int s = 0; s < n; s++) {
            bubbles.add(new Bubble(
                    s + 1,
                    round(x[s]),
                    round(y[s]),
                    round(r[s]),
                    tone(mean(s)),
                    name.apply(problem.sites().get(s)),
                    named[s]));
        }
        return bubbles;
    }

    private static String degrees(int degree, String more, String less) {
        return Math.abs(degree) + "°" + (degree < 0 ? less : more);
    }

    /** Which names can stand below their circles without touching another circle or name; the larger circles first. */
    private static boolean[] named(double[] x, double[] y, double[] r) {
        var named = new boolean[x.length];
        var order = IntStream.range(0, x.length)
                .boxed()
                .sorted(Comparator.comparingDouble(s -> -r[s]))
                .toList();
        for (int s : order) {
            double ly = y[s] + r[s] + 7;
            boolean free = ly < HIGH - 6;
            for (int o = 0; o < x.length && free; o++) {
                if (o != s) {
                    boolean circle = Math.abs(x[o] - x[s]) < r[o] + NAME && Math.abs(y[o] - ly) < r[o] + 7;
                    boolean other = named[o] && Math.abs(x[o] - x[s]) < 2 * NAME && Math.abs(y[o] + r[o] + 7 - ly) < 13;
                    free = !circle && !other;
                }
            }
            named[s] = free;
        }
        return named;
    }

    private double min(ToDoubleFunction<Site> of) {
        return problem.sites().stream().mapToDouble(of).min().orElse(0);
    }

    private static void apart(double[] x, double[] y, double[] r) {
        for (int round = 0; round < 60; round++) {
            for (int i = 0; i < x.length; i++) {
                for (int j = i + 1; j < x.length; j++) {
                    double dx = x[j] - x[i];
                    double dy = y[j] - y[i];
                    double far = Math.hypot(dx, dy);
                    double want = r[i] + r[j] + 2;
                    if (far < want) {
                        double push = (want - far) / 2;
                        double ux = far == 0 ? 1 : dx / far;
                        double uy = far == 0 ? 0 : dy / far;
                        x[i] -= ux * push;
                        y[i] -= uy * push;
                        x[j] += ux * push;
                        y[j] += uy * push;
                    }
                }
            }
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.clamp(x[i], r[i] + 1, WIDE - r[i] - 1);
            y[i] = Math.clamp(y[i], r[i] + 1, HIGH - r[i] - 1);
        }
    }

    private static double round(double value) {
        return Math.rint(value * 10) / 10;
    }
}
