package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.Action;

class AlikeTest {
    private static final String CALL =
            "{\"stream\":true,\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private static byte[] event(String words, String more) {
        var quoted = WireJson.MAPPER.writeValueAsString(words);
        return ("data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":" + quoted
                        + "},\"finish_reason\":null}]" + more + "}\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Alike seen() {
        return Objects.requireNonNull(Alike.of(event("Hello", ""), "content", "Hello"));
    }

    @Property
    void the_words_are_those_that_a_reader_of_json_finds_or_none_are_told(
            @ForAll @StringLength(max = 12) String words) {
        var event = event(words, "");
        var told = seen().words(event);
        if (told != null) {
            var json = new String(event, StandardCharsets.UTF_8).substring("data: ".length());
            assertThat(told)
                    .isEqualTo(WireJson.MAPPER
                            .readTree(json)
                            .at("/choices/0/delta/content")
                            .stringValue());
        }
    }

    @Property
    void with_other_words_it_is_the_event_that_would_have_been_written(@ForAll @StringLength(max = 12) String words) {
        assertThat(seen().with(words)).isEqualTo(event(words, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "the river", "一条河", "a \"word\"", "two\nlines", "back\\slash", "🙂"})
    void ordinary_words_are_told(String words) {
        assertThat(seen().words(event(words, ""))).isEqualTo(words);
    }

    @Test
    void an_event_that_differs_in_anything_else_is_not_alike() {
        assertThat(seen().words(event("Hello", ",\"n\":1"))).isNull();
        assertThat(seen().words("data: {}\n\n".getBytes(StandardCharsets.UTF_8)))
                .isNull();
    }

    @Test
    void words_that_end_the_string_and_go_on_with_another_member_are_not_told() {
        var event = new String(event("X", ""), StandardCharsets.UTF_8);
        var hidden = event.replace("\"X\"", "\"a\",\"reasoning\":\"b\"").getBytes(StandardCharsets.UTF_8);
        assertThat(seen().words(hidden)).isNull();
    }

    @Test
    void bytes_that_are_no_utf8_are_not_told() {
        var event = event("X", "");
        for (int i = 0; i < event.length; i++) {
            if (event[i] == 'X') {
                event[i] = (byte) 0xC3;
            }
        }
        assertThat(seen().words(event)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"content, other", "nowhere, Hello"})
    void where_the_place_of_the_words_is_not_certain_nothing_is_alike(String member, String words) {
        assertThat(Alike.of(event("Hello", ""), member, words)).isNull();
    }

    @Test
    void a_member_of_the_same_name_elsewhere_makes_the_place_uncertain() {
        assertThat(Alike.of(event("Hello", ",\"x\":{\"content\":\"Hello\"}"), "content", "Hello"))
                .isNull();
    }

    private static String streamed(House house, String more, List<String> pieces) {
        house.stub().answer = (request, body) -> {
            var events = new ArrayList<String>();
            for (int i = 0; i < pieces.size(); i++) {
                events.add(new String(event(pieces.get(i), more.formatted(i)), StandardCharsets.UTF_8));
            }
            events.add("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
            events.add("data: [DONE]\n\n");
            Stub.stream(request, events);
        };
        var words = new StringBuilder();
        var answer = house.post("/v1/chat/completions", CALL).body();
        for (var line : answer.lines().filter(l -> l.startsWith("data: {")).toList()) {
            words.append(WireJson.MAPPER
                    .readTree(line.substring("data: ".length()))
                    .at("/choices/0/delta/content")
                    .asString(""));
        }
        return words.toString();
    }

    @Test
    void what_is_alike_is_inspected_labelled_and_counted_as_what_is_not() {
        try (var house = House.withOneStub()) {
            house.inspections = new Inspectors(InspectorSettings.NONE);
            masks(house, Terms.ExplicitPlace.START, Set.of("pii"));
            var pieces = List.of("Call ", "the ", "phone ", "138", "0013", "8000", " or\n", "write ", "", "bye.");
            var alike = streamed(house, "", pieces);
            var apart = streamed(house, ",\"n\":%d", pieces);
            assertThat(alike).isEqualTo(apart).doesNotContain("8000").endsWith(" or\nwrite bye.");
            assertThat(house.records).hasSize(2);
            var one = house.records.getFirst();
            var other = house.records.getLast();
            assertThat(one.detections()).isEqualTo(other.detections()).isNotEmpty();
            assertThat(one.tokensOut()).isEqualTo(other.tokensOut());
        }
    }

    @Test
    void where_nothing_is_looked_at_what_is_alike_goes_on_byte_by_byte() {
        try (var house = House.withOneStub()) {
            masks(house, null, Set.of());
            assertThat(streamed(house, "", List.of("a", "b", "13800138000", "c")))
                    .isEqualTo("ab13800138000c");
            assertThat(house.records.getFirst().tokensOut()).isEqualTo(4);
        }
    }

    private static void masks(House house, Terms.@Nullable ExplicitPlace place, Set<String> inspectors) {
        var d = Terms.DEFAULT;
        var terms = new Terms(
                place == null ? Terms.ExplicitPlace.INTERFACE : place,
                place != null,
                place == null ? "" : d.producer(),
                inspectors,
                Map.of("pii", Action.MASK),
                0,
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert());
        house.permits.change(house.permit().with(terms), "test", "because");
    }
}
