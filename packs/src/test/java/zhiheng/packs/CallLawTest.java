package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import zhiheng.packs.CallLaw.Says;

class CallLawTest {
    private static final PackLibrary LIBRARY = Shipped.LIBRARY;
    private static final CallLaw LAW = new CallLaw(LIBRARY);
    private static final LocalDate START = LocalDate.parse("2025-06-01");

    private static CallLaw.Day on(Map<String, Object> facts, LocalDate day) {
        return LAW.of(Facts.of(LIBRARY, facts), LegalDays.on(day));
    }

    /** Days of one stretch are judged once: so on each of them the same must be asked. */
    @Property(tries = 60)
    void on_days_of_one_stretch_the_same_is_asked(@ForAll long seed) {
        var random = new Random(seed);
        var facts = AnyAnswers.map(LIBRARY, random);
        var seen = new HashMap<List<Integer>, CallLaw.Day>();
        for (int n = 0; n < 12; n++) {
            var day = START.plusDays(random.nextInt(900));
            var stretch = LAW.stretch(facts, LegalDays.on(day));
            var asked = on(facts, day);
            assertThat(seen.getOrDefault(stretch, asked))
                    .as("%s on %s", facts, day)
                    .isEqualTo(asked);
            seen.put(stretch, asked);
        }
    }

    @Test
    void a_label_is_asked_of_a_chat_for_the_public_and_open_while_nobody_has_answered() {
        var none = on(Map.of(), LocalDate.parse("2026-11-30"));
        assertThat(none.says(CallRule.LABELLED).says()).isEqualTo(Says.OPEN);
        assertThat(none.says(CallRule.REVIEWED).says()).isEqualTo(Says.NO);
    }
}
