package zhiheng.server.rooms.proposals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import zhiheng.office.acts.Act;
import zhiheng.office.acts.ActRow;
import zhiheng.office.acts.Json;

class FactsThenTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private static ActRow change(int n, Instant at, Map<String, Object> was, Map<String, Object> is) {
        var body = Json.write(Map.of("version", n, "before", was, "after", is));
        return new ActRow(new Act("a" + n, at, "p", "facts.changed", "s", "s", "", body, 0), n);
    }

    /** Answers given, changed and removed at random moments are found again for any span, each for as long as it held. */
    @Property(tries = 300)
    void any_history_is_taken_back_to_what_it_was(@ForAll long seed) {
        var random = new Random(seed);
        var facts = new HashMap<String, Object>();
        var held = new ArrayList<Map<String, Object>>();
        var from = new ArrayList<Instant>();
        var changes = new ArrayList<ActRow>();
        held.add(Map.of());
        from.add(Instant.MIN);
        var at = START;
        for (int n = 0; n < random.nextInt(8); n++) {
            at = at.plus(Duration.ofMinutes(1 + random.nextInt(600)));
            var name = "f" + random.nextInt(3);
            var was =
                    facts.containsKey(name) ? Map.<String, Object>of(name, facts.get(name)) : Map.<String, Object>of();
            if (random.nextInt(4) == 0) {
                facts.remove(name);
            } else {
                facts.put(name, "v" + n);
            }
            var is = facts.containsKey(name) ? Map.<String, Object>of(name, facts.get(name)) : Map.<String, Object>of();
            changes.add(change(n, at, was, is));
            held.add(Map.copyOf(facts));
            from.add(at);
        }
        var low = START.plus(Duration.ofMinutes(random.nextInt(2_000)));
        var high = low.plus(Duration.ofMinutes(1 + random.nextInt(2_000)));
        var spans = FactsThen.between(Map.copyOf(facts), List.copyOf(changes), low, high);
        assertThat(spans.getFirst().from()).isEqualTo(low);
        assertThat(spans.getLast().to()).isEqualTo(high);
        for (int i = 0; i < spans.size(); i++) {
            var span = spans.get(i);
            assertThat(span.from()).isBefore(span.to());
            assertThat(i == 0 ? low : spans.get(i - 1).to()).isEqualTo(span.from());
            int last = 0;
            while (last + 1 < from.size() && !from.get(last + 1).isAfter(span.from())) {
                last++;
            }
            assertThat(span.facts()).isEqualTo(held.get(last));
        }
    }
}
