package zhiheng.watch.risk;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import zhiheng.watch.Monitor;
import zhiheng.watch.State;
import zhiheng.watch.unit.ByUnit;

/** The monitors that are set on every system: those of the one server and of the cluster are the same, so that states go either way. */
public final class Ready {
    /** A person who is decided on again within this is the same one. */
    public static final Duration UNIT_PERIOD = Duration.ofDays(30);

    /** At most one false alarm in 90 days for each monitor of a system with up to 10,000 calls a day. */
    private static final double EVENTS_A_DAY = 10_000;

    private static final double DAYS = 90;

    private Ready() {}

    /** @param zone whose hours and weekends are told apart */
    public static List<RiskMonitor> monitors(ZoneId zone) {
        var ready = new ArrayList<RiskMonitor>();
        var pace = new Pace(EVENTS_A_DAY, DAYS, zone);
        ready.addAll(Leakage.monitors(pace));
        ready.addAll(DeepFakes.monitors(pace));
        ready.addAll(Manipulation.monitors(pace, pace));
        ready.addAll(Discrimination.monitors(Discrimination.REFERENCE, zone));
        return ready;
    }

    /** As they are set on what happens now: see {@link #byUnit}. */
    public static List<Monitor<?>> live(ZoneId zone) {
        return monitors(zone).stream().<Monitor<?>>map(m -> byUnit(m.monitor())).toList();
    }

    /** Where an observation names its unit, that counts once in thirty days; a decision's label may come later and counts beside it. */
    private static <S extends State> Monitor<?> byUnit(Monitor<S> monitor) {
        boolean labels = monitor.id().equals(Discrimination.OPPORTUNITY);
        return new Monitor<>(
                monitor.id(),
                monitor.metric(),
                new ByUnit<>(
                        monitor.detector(), ByUnit.UNIT, labels ? List.of("label") : List.of(), UNIT_PERIOD, false),
                monitor.counts());
    }
}
