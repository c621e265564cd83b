package zhiheng.office.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.packs.Pack;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.Term;
import zhiheng.packs.Yaml;

/** One measure as a policy writes it; each way to write it wrongly is told with its line and what to do. */
class MeasureReaderTest {
    private static final PackLibrary LIBRARY = PackLibrary.load(Path.of("../packs/policies"));
    private static final Pack PACK = LIBRARY.packs().stream()
            .filter(p -> p.id().equals("cn-sme-payments"))
            .findFirst()
            .orElseThrow();
    private static final String RULE = PACK.rules().stream()
            .filter(r -> "duty".equals(r.tier()))
            .findFirst()
            .orElseThrow()
            .id();
    private static final String TEXT = """
            - rule: RULE
              title: {zh: 付款, en: Pay}
              acts: {zh: 买方, en: The buyer}
              applies: none
              steps:
                - {zh: 先看合同, en: Read the contract first}
              documents:
                - {zh: 合同, en: The contract}
              contact: {zh: 当地窗口, en: The local desk}
              clocks:
                - {id: pay, name: {zh: 付款期, en: Time to pay}, fact: pay_delivered_on, within: P30D, at_most: P60D}
              source: https://example.org/law
            """.replace("RULE", RULE);

    private static Measure read(String text) {
        return new MeasureReader(LIBRARY, PACK)
                .read(Yaml.parse("f", text, 1 << 20).list().getFirst());
    }

    @Test
    void a_measure_is_read_with_its_steps_its_papers_and_its_period() {
        var read = read(TEXT);
        assertThat(read.id()).isEqualTo(RULE);
        assertThat(read.kind()).isEqualTo(Measure.Kind.DUTY);
        assertThat(read.applies()).isEqualTo(Measure.Applies.NONE);
        assertThat(read.steps()).extracting("en").containsExactly("Read the contract first");
        assertThat(read.documents()).extracting("zh").containsExactly("合同");
        assertThat(read.timing()).isNull();
        assertThat(read.evidence()).isEmpty();
        assertThat(read.source()).isEqualTo(URI.create("https://example.org/law"));
        var clock = read.clocks().getFirst();
        assertThat(clock.fact()).isEqualTo("pay_delivered_on");
        assertThat(clock.within()).isEqualTo(Term.parse("P30D"));
        assertThat(clock.atMost()).isEqualTo(Term.parse("P60D"));
        assertThat(read.meaning().zh()).isNotBlank();
    }

    @Test
    void what_a_measure_may_leave_out_is_empty() {
        var read = read(TEXT.replaceAll("(?s)  documents:.*?  contact", "  contact")
                .replaceAll("(?s)  clocks:.*?  source", "  source"));
        assertThat(read.documents()).isEmpty();
        assertThat(read.clocks()).isEmpty();
    }

    /** Line, what stands there, what stands there instead, and words of what is told. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|rule: [a-z0-9-]+|rule: no-such-rule|has no rule 'no-such-rule'",
                "4|applies: none|applies: never|one of none, quick, application",
                "11|pay_delivered_on|pay_buyer|is not a date",
                "11|within: P30D|within: thirty days|is no period; write P30D",
                "11|within: P30D|within: PT3H|counts days, working days, months or years",
                "11|at_most: P60D|at_most: P60|is no period",
                "12|https://example.org/law|http://example.org/law|must be an https address",
                "12|https://example.org/law|'https://exa mple'|must be an https address",
                "3|  acts: .*|  akts: {zh: 买方, en: x}|akts",
                "2|title: \\{zh: 付款, en: Pay}|title: Pay|zh",
            })
    void what_is_wrong_is_told_with_its_line(int line, String from, String to, String told) {
        assertThat(Pattern.compile(from).matcher(TEXT).find()).isTrue();
        assertThatThrownBy(() -> read(TEXT.replaceFirst(from, to == null ? "" : to)))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("f:" + line)
                .hasMessageContaining(told);
    }

    @Test
    void steps_that_say_nothing_are_refused() {
        assertThatThrownBy(() -> read(TEXT.replaceFirst("(?s)steps:.*?  documents", "steps: []\n  documents")))
                .hasMessageContaining("say at least what to do first");
    }
}
