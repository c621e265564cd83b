package zhiheng.server.ground.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.Term;

/** Ids of packs, facts and answers as a reader of either language meets them. */
class LexiconTest {
    private static final PackLibrary LIBRARY = PackLibrary.load(Path.of("src/test/resources/library"));
    private static final Lexicon EN = lexicon("en");
    private static final Lexicon ZH = lexicon("zh");

    private static Lexicon lexicon(String language) {
        return new Lexicon(LIBRARY, Words.of(language, List.of()), ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void a_tier_is_a_light_by_its_rank_the_gravest_high_the_last_calm() {
        assertThat(EN.tier("testlaw", "high").tone()).isEqualTo("high");
        assertThat(EN.tier("testlaw", "mid").tone()).isEqualTo("some");
        assertThat(EN.tier("testlaw", "low").tone()).isEqualTo("low");
        assertThat(Arrays.asList("high", "mid", "low").stream()
                        .map(tier -> EN.tier("testlaw", tier).shape())
                        .distinct())
                .as("shapes tell tiers apart without colour")
                .hasSize(3);
        assertThat(ZH.tier("testlaw", "mid").word()).isEqualTo("中");
    }

    @Test
    void what_was_found_is_said_in_words_and_keeps_the_id_that_searches_take() {
        assertThat(EN.found("pii")).isEqualTo("personal data · pii");
        assertThat(EN.found("in:pii.email")).matches("e-mail address(es)? in the call · in:pii\\.email");
        assertThat(ZH.found("out:secret")).isEqualTo("应答中的密钥 · out:secret");
        assertThat(ZH.inspector("links")).isEqualTo("链接 · links");
        assertThat(EN.found("unknown.thing")).isEqualTo("unknown.thing");
        assertThat(EN.inspector("unknown")).isEqualTo("unknown");
    }

    @Test
    void what_the_library_does_not_know_is_shown_by_its_id_and_breaks_nothing() {
        assertThat(EN.tier("nolaw", "x").word()).isEqualTo("x");
        assertThat(EN.tier("testlaw", "x").tone()).isEqualTo("none");
        assertThat(EN.pack("nolaw")).isEqualTo("nolaw");
        assertThat(EN.question("nofact")).isEqualTo("nofact");
        assertThat(EN.answer("nofact", "v")).isEqualTo("v");
        assertThat(EN.answer("uses", "gone")).isEqualTo("gone");
        assertThat(EN.event("noevent")).isEqualTo("noevent");
        assertThat(EN.act("no.act")).isEqualTo("no.act");
        assertThat(EN.who("nobody")).isEqualTo("nobody");
        assertThat(EN.clause("no.clause")).isEmpty();
        assertThat(EN.meaning("nolaw", "Z")).isEqualTo("Z");
        assertThat(EN.cited("no-rule")).isNull();
    }

    @Test
    void an_answer_is_said_as_people_say_it() {
        assertThat(EN.answer("uses", List.of("hiring", "chat"))).isEqualTo("Hiring, Chat");
        assertThat(ZH.answer("uses", List.of("hiring", "chat"))).isEqualTo("招聘、聊天");
        assertThat(EN.answer("infers", true)).isNotEqualTo(EN.answer("infers", false));
        assertThat(EN.answer("infers", null)).isNotEqualTo(EN.answer("uses", List.of()));
        assertThat(EN.answer("n", 12.0)).isEqualTo("12");
        assertThat(EN.answer("n", 0.5)).isEqualTo("0.5");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1e6,1000000", "-3,-3", "1e15,1.0E15", "0.1,0.1"})
    void a_number_that_is_whole_is_written_so(double value, String text) {
        assertThat(Lexicon.number(value)).isEqualTo(text);
    }

    @Test
    void of_an_article_in_both_languages_the_reader_gets_its_own() {
        assertThat(ZH.article("第二条 · Article 2")).isEqualTo("第二条");
        assertThat(EN.article("第二条 · Article 2")).isEqualTo("Article 2");
        assertThat(EN.article("Article 5")).isEqualTo("Article 5");
    }

    @Test
    void a_provision_leads_to_its_place_in_the_law() {
        var cited = EN.cited("t-firm");
        assertThat(cited.href()).isEqualTo("/packs/testlaw/all#t-firm");
        assertThat(cited.article()).isEqualTo("Article 3");
        assertThat(cited.meaning()).isEqualTo("A");
    }

    @Test
    void a_time_is_told_in_the_readers_zone_by_name_and_holds_the_instant() {
        var time = Instant.parse("2026-11-29T16:30:05Z");
        assertThat(EN.day(time)).isEqualTo("2026-11-30");
        assertThat(EN.time(time)).isEqualTo("2026-11-30 00:30");
        assertThat(EN.second(time)).isEqualTo("2026-11-30 00:30:05");
        assertThat(EN.when(time).zone()).isEqualTo("Asia/Shanghai");
        assertThat(EN.whenExactly(time).instant()).isEqualTo(time);
        assertThat(EN.when(time)).hasToString("2026-11-30 00:30");
    }

    @Test
    void how_far_a_day_is_off_is_said_in_days_and_one_day_is_one() {
        var today = LocalDate.of(2026, 11, 29);
        assertThat(EN.left(today.plusDays(1), today)).contains("1 day").doesNotContain("days");
        assertThat(EN.left(today.plusDays(2), today)).contains("2 days");
        assertThat(EN.left(today.minusDays(3), today))
                .contains("3 days")
                .isNotEqualTo(EN.left(today.plusDays(3), today));
        assertThat(EN.left(today, today)).doesNotContain("0");
    }

    @Test
    void every_unit_of_a_period_has_its_words_in_both_languages() {
        for (var unit : Term.Unit.values()) {
            assertThat(EN.term(new Term(2, unit))).as("%s", unit).contains("2");
            assertThat(ZH.term(new Term(2, unit))).isNotEqualTo(EN.term(new Term(2, unit)));
        }
    }

    @Test
    void a_duty_says_what_kind_it_is_and_what_its_day_waits_for() {
        var finding = LIBRARY.evaluate(
                zhiheng.packs.Facts.of(LIBRARY, java.util.Map.of("infers", true, "uses", List.of("chat"))),
                LocalDate.of(2026, 5, 1));
        for (var duty : finding.duties()) {
            var line = EN.when(duty);
            switch (duty.id()) {
                case "T-REPORT" ->
                    assertThat(line)
                            .contains("An incident becomes known", "15 days", "The service ends", "10 working days");
                default -> assertThat(line).isNotBlank().doesNotContain("An incident");
            }
        }
        assertThat(EN.events()).containsEntry("incident", "An incident becomes known");
    }

    @ParameterizedTest
    @CsvSource({
        "gzip,true",
        "'deflate, gzip;q=0.5',true",
        "GZIP,true",
        "gzip;q=0,false",
        "'gzip; q=0.000',false",
        "br,false",
        "'',false"
    })
    void files_go_out_compressed_to_those_who_say_that_they_take_it(String accepted, boolean takes) {
        assertThat(StaticFiles.takesGzip(accepted)).isEqualTo(takes);
        assertThat(StaticFiles.takesGzip(null)).isFalse();
    }
}
