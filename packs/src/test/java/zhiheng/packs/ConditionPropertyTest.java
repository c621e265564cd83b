package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelOptions;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Our evaluator against the reference runtime on complete answers, and against itself as answers come in. */
class ConditionPropertyTest {
    private static final List<Slot> SLOTS = Toy.LIBRARY.vocabulary().slots();
    private static final CondCompiler COMPILER = new CondCompiler(Toy.LIBRARY.vocabulary());
    private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(CelOptions.current()
                    .enableHeterogeneousNumericComparisons(true)
                    .build())
            .build();
    private static final Yaml AT = Yaml.parse("test", "x", 1000);

    @Property(tries = 1000)
    void complete_answers_give_what_the_reference_runtime_gives(@ForAll long seed) throws Exception {
        var random = new Random(seed);
        var condition = condition(random, 4);
        long[] answers = complete(random);
        var ast = COMPILER.check(AT, "when", condition);
        var expected = RUNTIME.createProgram(ast).eval(named(answers));
        int got = COMPILER.compile(AT, "when", condition).eval(answers);
        assertThat(got).as(condition).isEqualTo(Boolean.TRUE.equals(expected) ? Cond.TRUE : Cond.FALSE);
    }

    @Property(tries = 1000)
    void a_decided_condition_stays_decided_when_more_is_answered(@ForAll long seed) {
        var random = new Random(seed);
        var cond = COMPILER.compile(AT, "when", condition(random, 4));
        long[] full = complete(random);
        long[] partial = full.clone();
        for (int i = 0; i < partial.length; i++) {
            if (random.nextBoolean()) {
                partial[i] = Cond.UNKNOWN_SLOT;
            }
        }
        int early = cond.eval(partial);
        if (early != Cond.UNKNOWN) {
            assertThat(cond.eval(full)).as(cond.toString()).isEqualTo(early);
        }
        assertThat(cond.eval(full)).isNotEqualTo(Cond.UNKNOWN);
    }

    @Property(tries = 500)
    void the_index_never_changes_what_is_decided(@ForAll long seed) {
        var random = new Random(seed);
        var engine = Toy.LIBRARY.engine();
        var run = engine.new Run();
        for (var slot : SLOTS) {
            if (!slot.derived() && random.nextInt(3) > 0) {
                run.slot[slot.index()] = value(random, slot);
            }
        }
        int view = random.nextInt(engine.views());
        run.decide(view);
        for (int r = 0; r < engine.rules.size(); r++) {
            var rule = engine.rules.get(r);
            int when = rule.when().eval(run.slot);
            boolean excepted = rule.unless() != null && rule.unless().eval(run.slot) == Cond.TRUE
                    || rule.liftedBy() >= 0 && run.slot[rule.liftedBy()] == 1;
            boolean counts = engine.active(view, r) && !excepted;
            assertThat(Bits.has(run.holds, r)).as(rule.id()).isEqualTo(counts && when == Cond.TRUE);
            assertThat(Bits.has(run.open, r)).as(rule.id()).isEqualTo(counts && when == Cond.UNKNOWN);
        }
    }

    private static long[] complete(Random random) {
        long[] answers = new long[SLOTS.size()];
        Arrays.setAll(answers, i -> value(random, SLOTS.get(i)));
        return answers;
    }

    private static long value(Random random, Slot slot) {
        return switch (slot.fact().type()) {
            case BOOL -> random.nextInt(2);
            case CHOICE -> 1L << random.nextInt(slot.options().size());
            case CHOICES -> random.nextLong(1L << slot.options().size());
            case NUMBER -> Double.doubleToRawLongBits(random.nextInt(5) * 0.5);
            case DATE -> 18_000 + random.nextInt(5);
        };
    }

    private static Map<String, Object> named(long[] answers) {
        var result = new HashMap<String, Object>();
        for (var slot : SLOTS) {
            result.put(slot.id(), Objects.requireNonNull(slot.unpack(answers[slot.index()])));
        }
        return result;
    }

    /** A random condition of the supported kind over the toy facts. */
    private static String condition(Random r, int depth) {
        if (depth == 0 || r.nextInt(6) == 0) {
            return atom(r);
        }
        var a = condition(r, depth - 1);
        var b = condition(r, depth - 1);
        return switch (r.nextInt(6)) {
            case 0 -> "!(" + a + ")";
            case 1 -> "(" + a + " ? " + b + " : " + condition(r, depth - 1) + ")";
            case 2 -> "((" + a + ") == (" + b + "))";
            case 3, 4 -> "(" + a + " && " + b + ")";
            default -> "(" + a + " || " + b + ")";
        };
    }

    private static String atom(Random r) {
        var compare = List.of("==", "!=", "<", "<=", ">", ">=").get(r.nextInt(6));
        var makes = pick(r, List.of("text", "image", "video"));
        var purpose = pick(r, List.of("hiring", "scoring", "play"));
        var macro = r.nextBoolean() ? "exists" : "all";
        return switch (r.nextInt(12)) {
            case 0 -> pick(r, List.of("infers", "toy_military", "toy_in_scope", "true", "false"));
            case 1 -> "toy_users " + compare + " " + pick(r, List.of("0", "1", "1.5", "2.0"));
            case 2 -> "placed_on " + compare + " '2019-04-1" + (4 + r.nextInt(5)) + "'";
            case 3 -> "'" + makes + "' in makes";
            case 4 -> "toy_role " + pick(r, List.of("==", "!=")) + " '" + pick(r, List.of("maker", "user")) + "'";
            case 5 -> "size(makes) " + compare + " " + r.nextInt(4);
            case 6 -> "toy_purpose." + macro + "(p, p in ['" + purpose + "', 'play'])";
            case 7 -> "toy_purpose." + macro + "(p, p != '" + purpose + "' && infers)";
            case 8 -> "['" + purpose + "', 'play']." + macro + "(p, p in toy_purpose)";
            case 9 -> "makes " + pick(r, List.of("==", "!=")) + " []";
            case 10 -> "toy_role in ['" + pick(r, List.of("maker", "user")) + "']";
            default ->
                "makes." + macro + "(m, toy_purpose." + macro + "(p, p == '" + purpose + "' || m == '" + makes + "'))";
        };
    }

    private static String pick(Random r, List<String> list) {
        return list.get(r.nextInt(list.size()));
    }
}
