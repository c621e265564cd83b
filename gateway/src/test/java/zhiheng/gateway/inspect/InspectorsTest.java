package zhiheng.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.inspect.SlowInspector.Mark;
import zhiheng.gateway.inspect.SlowInspector.OnFailure;
import zhiheng.gateway.inspect.SlowInspector.Registered;
import zhiheng.gateway.permit.Terms.Action;

class InspectorsTest {
    @ParameterizedTest
    @ValueSource(strings = {"pia", "terms:none", "terms:", "onnx:toxic", "remote:x", ""})
    void an_inspector_that_is_not_there_makes_the_call_refused(String id) {
        assertThat(new Inspectors(InspectorSettings.NONE).of(Seen.permit(1, Map.of(), "pii", id)))
                .isNull();
    }

    @Test
    void a_permit_is_compiled_once_per_version_and_per_settings() {
        var inspectors = new Inspectors(InspectorSettings.NONE);
        var first = inspectors.of(Seen.permit(1, Map.of(), "pii"));
        assertThat(inspectors.of(Seen.permit(1, Map.of(), "pii"))).isSameAs(first);
        assertThat(inspectors.of(Seen.permit(2, Map.of(), "pii"))).isNotSameAs(first);
        assertThat(inspectors.of(Seen.permit(2, Map.of(), "terms:a"))).isNull();
        inspectors.use(
                new InspectorSettings(Map.of("a", TermList.of(List.of("词"))), Set.of(), LinkRules.NONE, Map.of()));
        assertThat(inspectors.of(Seen.permit(2, Map.of(), "terms:a"))).isNotNull();
    }

    @Test
    void the_most_specific_entry_decides_and_what_is_not_named_is_noted() {
        var inspection = Seen.inspection(
                InspectorSettings.NONE,
                Map.of("pii", Action.MASK, "pii.email", Action.REFUSE, "pii.bank-card.bare", Action.NOTE),
                "pii",
                "secrets");
        var outcome = inspection.inspect(
                "电话13800138000，li@example.com，见4111111111111111，key AKIAIOSFODNN7EXAMPLE", Direction.IN);
        assertThat(outcome.detections().stream().map(Detection::action))
                .containsExactly(Action.MASK, Action.REFUSE, Action.NOTE, Action.NOTE);
        assertThat(outcome.action()).isEqualTo(Action.REFUSE);
        assertThat(outcome.text()).startsWith("电话[电话号码]，li@example.com");
    }

    @Test
    void a_text_with_nothing_to_mask_is_passed_on_as_it_is() {
        var text = new String("ｈｅｌｌｏ\u200B，电话 13800138000");
        assertThat(Seen.inspection(InspectorSettings.NONE, Map.of(), "pii")
                        .inspect(text, Direction.IN)
                        .text())
                .isSameAs(text);
    }

    private static InspectorSettings slow(SlowInspector inspector, OnFailure onFailure) {
        return new InspectorSettings(
                Map.of(),
                Set.of(),
                LinkRules.NONE,
                Map.of("onnx:tone", new Registered(inspector, Duration.ofMillis(200), onFailure)));
    }

    @Test
    void a_slow_inspectors_marks_join_the_quick_ones() {
        SlowInspector inspector = (text, direction) -> List.of(new Mark("rude", 0, 2));
        var both = Seen.inspection(
                slow(inspector, OnFailure.CLOSED),
                Map.of("pii", Action.MASK, "onnx.tone", Action.MASK),
                "pii",
                "onnx:tone");
        var flow = both.flow(Direction.OUT);
        assertThat(flow.push("混蛋，打1380")).isEmpty();
        assertThat(flow.push("0138000") + flow.end()).isEqualTo("[已隐去]，打[电话号码]");
        assertThat(flow.soFar().detections().stream().map(Detection::kind))
                .containsExactly("onnx.tone.rude", "pii.phone.bare");
    }

    @Test
    void a_slow_inspector_that_fails_or_takes_too_long_does_as_was_chosen() {
        var never = new CountDownLatch(1);
        SlowInspector hangs = (text, direction) -> {
            never.await();
            return List.of();
        };
        SlowInspector breaks = (text, direction) -> {
            throw new IllegalStateException();
        };
        SlowInspector lies = (text, direction) -> List.of(new Mark("x", 0, 1000));
        for (var inspector : List.of(hangs, breaks, lies)) {
            for (var choice : OnFailure.values()) {
                var outcome = Seen.inspection(slow(inspector, choice), Map.of(), "onnx:tone")
                        .inspect("abc", Direction.IN);
                assertThat(outcome.detections()).extracting(Detection::kind).containsExactly("failed.onnx.tone");
                assertThat(outcome.action()).isEqualTo(choice == OnFailure.OPEN ? Action.NOTE : Action.REFUSE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9",
                "1 ",
                "a",
                "a1",
                "@",
                "a@",
                "-----BEGIN ",
                "eyJ",
                "![",
                "https://",
                "P<",
                "忽略",
                "\u200B",
                "::",
                "1."
            })
    void a_huge_text_of_one_kind_is_looked_through(String filler) {
        var all = Seen.inspection(InspectorSettings.NONE, Map.of(), "pii", "secrets", "links", "injection");
        var outcome = all.inspect(filler.repeat(300_000 / filler.length()) + "电话13800138000。", Direction.IN);
        assertThat(outcome.detections()).isNotNull();
    }

    @Test
    void a_text_too_long_to_be_held_for_a_slow_inspector_is_refused() {
        var flow = Seen.inspection(slow((text, direction) -> List.of(), OnFailure.OPEN), Map.of(), "onnx:tone")
                .flow(Direction.OUT);
        var piece = "x".repeat(1 << 20);
        for (int i = 0; i < 5; i++) {
            assertThat(flow.push(piece)).isEmpty();
        }
        assertThat(flow.soFar().action()).isEqualTo(Action.REFUSE);
        assertThat(flow.end()).isEmpty();
    }

    @Test
    void settings_that_cannot_work_are_refused() {
        assertThatThrownBy(() -> new InspectorSettings(Map.of(), Set.of("short"), LinkRules.NONE, Map.of()))
                .hasMessageContaining("8");
        assertThatThrownBy(() -> new InspectorSettings(
                        Map.of("a.b", TermList.of(List.of("x"))), Set.of(), LinkRules.NONE, Map.of()))
                .hasMessageContaining("a.b");
    }
}
