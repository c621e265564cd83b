package zhiheng.packs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Made-up answers to the questions of a library: some given, some not, as people leave them. */
final class AnyAnswers {
    private AnyAnswers() {}

    static Facts of(PackLibrary library, Random random) {
        return Facts.of(library, map(library, random));
    }

    static Map<String, Object> map(PackLibrary library, Random random) {
        var answers = new LinkedHashMap<String, Object>();
        double given = random.nextDouble();
        for (var fact : library.facts()) {
            if (random.nextDouble() < given) {
                answers.put(fact.id(), value(fact, random));
            }
        }
        return answers;
    }

    static LocalDate day(Random random) {
        return LocalDate.of(2019, 6, 1).plusDays(random.nextInt(4_500));
    }

    private static Object value(Fact fact, Random random) {
        return switch (fact.type()) {
            case BOOL -> random.nextBoolean();
            case NUMBER -> Math.pow(10, random.nextInt(9)) * random.nextInt(10);
            case DATE -> day(random);
            case CHOICE ->
                fact.options().get(random.nextInt(fact.options().size())).id();
            case CHOICES -> some(fact, random);
        };
    }

    private static List<String> some(Fact fact, Random random) {
        var some = new ArrayList<String>();
        for (var option : fact.options()) {
            if (!option.alone() && random.nextInt(3) == 0) {
                some.add(option.id());
            }
        }
        return some;
    }
}
