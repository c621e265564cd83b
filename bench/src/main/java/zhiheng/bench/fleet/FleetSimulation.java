package zhiheng.bench.fleet;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import zhiheng.gateway.Ask;
import zhiheng.gateway.permit.Cap;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Decision;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Share;
import zhiheng.gateway.permit.Slice;
import zhiheng.gateway.permit.Stated;
import zhiheng.gateway.permit.Terms;

/**
 * A fleet on a made-up clock: gateways decide every call with the permits they have in truth, the office grants by the rule it has in
 * truth ({@link Slice}); the network, the office's time for an ask and the calls are drawn from a seeded source, so that a run can be
 * repeated. Gateways get calls as Poisson processes; which gets how many follows a Zipf law.
 */
public final class FleetSimulation {
    /**
     * What is assumed.
     *
     * @param callsPerSecond of all gateways
     * @param cap calls of the day
     * @param askSeconds time of the office for one ask, one after the other
     * @param oneWayMillis mean of the network's delay, exponential, beside a fixed half of it
     * @param killed gateways that die in the middle, with what they hold
     */
    public record Assumed(
            int gateways,
            double callsPerSecond,
            long cap,
            double askSeconds,
            double oneWayMillis,
            int killed,
            long seed) {}

    /**
     * What came of it.
     *
     * @param refusedFirst part of the calls of the first ten seconds that was refused for want of a share
     * @param refusedLater part of the calls after that, until 99 % of the cap are used
     * @param busy share of its time that the office spent on asks
     * @param lost of the cap, granted to gateways that died and used by nobody
     */
    public record Outcome(
            long admitted,
            double refusedFirst,
            double refusedLater,
            double asksPerSecond,
            double busy,
            double seconds,
            long lost) {}

    private static final double TICK = 0.01;
    private static final double EVERY = 1;
    private static final double LEAST_PAUSE = 0.02;
    private static final double PATIENCE = 4;
    /** So long gateways take to find the size of their shares; what is refused in it is counted apart. */
    private static final double RAMP = 10;

    /** The last of a cap is for those who still find some. */
    private static final double LAST = 0.99;

    private static final double RENEW = 3.75;
    private static final double SKEW = 0.5;
    private static final Ask ASK = new Ask("m", null, null, -1, null, 0, List.of());
    private static final LocalDate DAY = LocalDate.of(2027, 1, 4);

    private sealed interface Event {
        double at();
    }

    private record Tick(double at, Gateway who) implements Event {}

    private record AskTime(double at, Gateway who) implements Event {}

    private record Arrives(double at, Gateway who, Stated stated) implements Event {}

    private record Returns(double at, Gateway who, Slice slice) implements Event {}

    private static final class Gateway {
        final Permits permits;
        final double rate;
        boolean asking;
        boolean wanting;
        boolean dead;
        double asked = -RENEW;
        double took;
        long granted;
        long used;
        double heard;

        Gateway(Clock clock, double rate, Permit permit) {
            permits = Permits.elsewhere(clock);
            permits.adopt(permit);
            permits.whenShort(() -> wanting = true);
            this.rate = rate;
        }
    }

    private final class Moved extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return DAY.atStartOfDay(ZoneOffset.UTC).toInstant().plusNanos((long) (now * 1e9));
        }
    }

    private final Assumed assumed;
    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>((a, b) -> Double.compare(a.at(), b.at()));
    private final List<Gateway> gateways = new ArrayList<>();
    private double now;
    private double officeFree;
    private double officeBusy;
    private long asks;
    private long admitted;
    /** In the first ten seconds, after them, at the very end. */
    private final long[] refused = new long[3];

    private final long[] calls = new long[3];

    private FleetSimulation(Assumed assumed) {
        this.assumed = assumed;
        random = new Random(assumed.seed());
    }

    /** Runs until the cap is used up, or what is left of it is held by the dead. */
    public static Outcome run(Assumed assumed) {
        return new FleetSimulation(assumed).run();
    }

    private Outcome run() {
        var permit = new Permit(
                "bot",
                1,
                PermitState.OPEN,
                Caps.NONE.with(Cap.CALLS_PER_DAY, assumed.cap()),
                Scope.anywhere(ZoneOffset.UTC),
                Terms.DEFAULT,
                null,
                Map.of());
        double weights = 0;
        for (int i = 1; i <= assumed.gateways(); i++) {
            weights += Math.pow(i, -SKEW);
        }
        for (int i = 1; i <= assumed.gateways(); i++) {
            var gateway = new Gateway(new Moved(), assumed.callsPerSecond() * Math.pow(i, -SKEW) / weights, permit);
            gateways.add(gateway);
            events.add(new AskTime(random.nextDouble() * EVERY, gateway));
            events.add(new Tick(EVERY + 1 + random.nextDouble() * TICK, gateway)); // calls come once all have asked
        }
        double expected = assumed.cap() / assumed.callsPerSecond() + EVERY + 1;
        double killAt = assumed.killed() == 0 ? Double.MAX_VALUE : expected / 2;
        double lastAdmitted = 0;
        while (admitted < assumed.cap() && now < lastAdmitted + 3 * RENEW + EVERY + 1) {
            var event = events.remove();
            now = event.at();
            if (now >= killAt) {
                killAt = Double.MAX_VALUE;
                for (int i = 0; i < assumed.killed(); i++) {
                    gateways.get(random.nextInt(gateways.size())).dead = true;
                }
            }
            long before = admitted;
            on(event);
            lastAdmitted = admitted > before ? now : lastAdmitted;
        }
        double taken = lastAdmitted;
        long lost = gateways.stream()
                .filter(g -> g.dead)
                .mapToLong(g -> g.granted - admittedBy(g))
                .sum();
        return new Outcome(
                admitted,
                (double) refused[0] / Math.max(1, calls[0]),
                (double) refused[1] / Math.max(1, calls[1]),
                asks / now,
                officeBusy / now,
                taken,
                lost);
    }

    private static long admittedBy(Gateway g) {
        var used = g.permits.used("bot");
        return used == null ? 0 : used.calls();
    }

    private void on(Event event) {
        switch (event) {
            case Tick tick
            when !tick.who().dead -> {
                serve(tick.who());
                events.add(new Tick(tick.at() + TICK, tick.who()));
            }
            case AskTime time when !time.who().dead && !time.who().asking -> ask(time.who());
            case Arrives arrives -> grant(arrives);
            case Returns returns when !returns.who().dead -> take(returns);
            case Tick _, AskTime _, Returns _ -> {} // of the dead, or of one that asks already
        }
    }

    private void serve(Gateway g) {
        int arrived = poisson(g.rate * TICK);
        int when = now < EVERY + 1 + RAMP ? 0 : admitted < LAST * assumed.cap() ? 1 : 2;
        for (int i = 0; i < arrived; i++) {
            switch (g.permits.decide("bot", ASK)) {
                case Decision.Pass pass -> {
                    pass.lease().close();
                    admitted++;
                    calls[when]++;
                }
                case Decision.Refuse refuse -> {
                    if (refuse.retryAfterSeconds() == Decision.SOON) {
                        refused[when]++;
                        calls[when]++;
                    }
                }
            }
        }
        if (g.wanting && !g.asking) {
            g.wanting = false;
            events.add(new AskTime(Math.max(now, g.asked + g.took + Math.max(LEAST_PAUSE, g.took)), g));
        }
    }

    private void ask(Gateway g) {
        var stated = g.permits.state("bot");
        if (stated == null || !stated.moved() && now - g.asked < RENEW) {
            events.add(new AskTime(now + EVERY, g));
            return;
        }
        g.asking = true;
        g.asked = now;
        events.add(new Arrives(now + network(), g, stated));
    }

    private void grant(Arrives a) {
        asks++;
        officeFree = Math.max(officeFree, now) + assumed.askSeconds();
        officeBusy += assumed.askSeconds();
        var line = a.stated().lines().getFirst();
        long granted = 0;
        long used = 0;
        long alive = 0;
        for (var g : gateways) {
            if (g != a.who() && (g.granted > 0 || g.heard > 0)) {
                boolean gone = now - g.heard > 15;
                granted += g.granted;
                used += gone ? g.granted : g.used;
                alive += gone ? 0 : 1;
            }
        }
        var slice = Slice.of(assumed.cap(), a.who().granted, new Slice.Others(granted, used, alive), line);
        a.who().granted = slice.granted();
        a.who().used = line.used();
        a.who().heard = now;
        events.add(new Returns(officeFree + network(), a.who(), slice));
    }

    private void take(Returns r) {
        var g = r.who();
        g.asking = false;
        g.took = now - g.asked;
        Set<Cap> none = EnumSet.noneOf(Cap.class);
        var ofDay = EnumSet.of(Cap.CALLS_PER_DAY);
        g.permits.grant(
                "bot",
                new Share(
                        DAY,
                        Map.of(Cap.CALLS_PER_DAY, r.slice().granted()),
                        r.slice().scarce() ? ofDay : none,
                        r.slice().over() ? ofDay : none,
                        0));
        events.add(new AskTime(now + Math.max(EVERY, PATIENCE * g.took), g));
    }

    private double network() {
        double mean = assumed.oneWayMillis() / 1000;
        return mean / 2 - Math.log(1 - random.nextDouble()) * mean / 2;
    }

    /** Knuth's for few, the normal approximation for many. */
    private int poisson(double mean) {
        if (mean > 50) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int n = 0;
        while (product > limit) {
            n++;
            product *= random.nextDouble();
        }
        return n;
    }
}
