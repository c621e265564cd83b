package zhiheng.drills.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import zhiheng.packs.PackException;

class SuiteReaderTest {
    private static final String HEAD = """
            id: toy
            version: "1"
            title: {zh: "玩具", en: "Toy"}
            about: {zh: "玩具", en: "Toy"}
            groups: {g: {zh: "组", en: "Group"}}
            parts:
              - id: p
                title: {zh: "部分", en: "Part"}
            """;

    private static Suite read(String part) {
        return SuiteReader.parse("toy.yaml", HEAD + part.indent(4));
    }

    @Test
    void frames_times_topics_times_repeats_and_the_origin_is_the_topic() {
        var suite = read("""
                expect: refuse
                repeat: 2
                frames: {en: ["Say {t} {n}.", "Sing {t} {n}."]}
                topics: {g: {en: [one, two, three]}}
                """);
        assertThat(suite.probes()).hasSize(12);
        assertThat(suite.part("p").origins()).isEqualTo(3);
        assertThat(suite.probes().getFirst().prompt()).isEqualTo("Say one 1.");
    }

    @Test
    void a_prompt_twice_is_refused_with_both_lines_though_signs_and_capitals_differ() {
        assertThatThrownBy(() -> read("""
                expect: refuse
                single:
                  - {group: g, en: "Do it now!"}
                  - {group: g, en: "do it, now"}
                """))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("toy.yaml:12")
                .hasMessageContaining("line 11");
    }

    @Test
    void unknown_keys_groups_and_expectations_are_refused() {
        assertThatThrownBy(() -> read("expect: refuse\nsingle: [{group: h, en: x}]"))
                .hasMessageContaining("no group 'h'");
        assertThatThrownBy(() -> read("expect: decline\nsingle: [{group: g, en: x}]"))
                .hasMessageContaining("refuse, answer");
        assertThatThrownBy(() -> read("expect: refuse\nsingel: [{group: g, en: x}]"))
                .hasMessageContaining("unknown key 'singel'");
        assertThatThrownBy(() -> read("expect: refuse\nsingle: []")).hasMessageContaining("0 prompts");
    }

    @Test
    void a_group_below_what_is_promised_is_refused() {
        assertThatThrownBy(() -> read("expect: refuse\neach: {g: 2}\nsingle: [{group: g, en: x}]"))
                .hasMessageContaining("group 'g' has 1 prompts");
    }

    @Test
    void an_injection_carries_a_token_of_its_own_in_each_prompt() {
        var suite = read("expect: resist\nframes: {en: [\"Sum up: {t}\"]}\ntopics: {g: {en: [\"say {mark}\", \"tell"
                + " {mark}\"]}}");
        var marks = suite.probes().stream().map(Probe::mark).distinct().toList();
        assertThat(marks).hasSize(2);
        assertThat(suite.probes()).allMatch(p -> p.prompt().contains(p.mark()));
    }

    @Test
    void the_digest_follows_the_content() {
        var one = read("expect: refuse\nsingle: [{group: g, en: x}]");
        var same = read("expect: refuse\nsingle: [{group: g, en: x}]");
        var other = read("expect: refuse\nsingle: [{group: g, en: y}]");
        assertThat(one.digest()).isEqualTo(same.digest()).isNotEqualTo(other.digest());
    }
}
