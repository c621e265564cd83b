package zhiheng.packs;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Examples against engines that may be wrong. */
final class Judge {
    /** What is expected of the rule at a place. */
    record Check(String key, int rule) {
        boolean met(Engine.Run run) {
            boolean holds = Bits.has(run.holds, rule);
            boolean open = Bits.has(run.open, rule);
            return key.equals(Examples.got(holds, open)) || key.equals("open") && Bits.has(run.provisional, rule);
        }
    }

    /** One system on one day. */
    record Trial(long[] slots, LocalDate asOf, List<Check> checks) {}

    private final List<Trial> trials = new ArrayList<>();
    private final Map<Integer, List<Trial>> ofRule = new HashMap<>();

    private Judge() {}

    static Judge of(PackLibrary library, Path folder) {
        var report = PackCases.run(library, folder);
        if (!report.failures().isEmpty()) {
            throw new PackException(String.join("\n", report.failures()));
        }
        var bits = library.ruleBits();
        var judge = new Judge();
        for (var example : Examples.read(library, folder, wrong -> {})) { // what is wrong was refused above
            var checks = example.expected().stream()
                    .map(e -> new Check(
                            e.key(), Objects.requireNonNull(bits.get(e.rule().string()))))
                    .toList();
            judge.add(new Trial(example.slots(), example.asOf(), checks));
        }
        return judge;
    }

    void add(Trial trial) {
        trials.add(trial);
        trial.checks()
                .forEach(check -> ofRule.computeIfAbsent(check.rule(), rule -> new ArrayList<>())
                        .add(trial));
    }

    List<Trial> trials() {
        return trials;
    }

    /** Whether some example comes out otherwise than it expects. Those on the mutant's own rules, which mostly do, are asked first. */
    boolean catches(Mutant mutant) {
        var run = mutant.engine().new Run();
        for (int rule : mutant.watched()) {
            if (catches(mutant.engine(), run, ofRule.getOrDefault(rule, List.of()))) {
                return true;
            }
        }
        return catches(mutant.engine(), run, trials);
    }

    private static boolean catches(Engine engine, Engine.Run run, List<Trial> trials) {
        for (var trial : trials) {
            decide(run, engine, trial.slots(), trial.asOf());
            for (var check : trial.checks()) {
                if (!check.met(run)) {
                    return true;
                }
            }
        }
        return false;
    }

    static void decide(Engine.Run run, Engine engine, long[] slots, LocalDate asOf) {
        System.arraycopy(slots, 0, run.slot, 0, slots.length);
        run.decide(engine.view(asOf));
    }
}
