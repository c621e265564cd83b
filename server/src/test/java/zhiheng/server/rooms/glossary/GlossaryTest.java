package zhiheng.server.rooms.glossary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.packs.Pack;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.server.house.Rooms;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Visitor;

class GlossaryTest {
    private final Glossary glossary = Glossary.read();

    @TempDir
    Path folder;

    @Test
    void every_term_is_explained_in_both_languages_and_says_where_it_comes_from() {
        assertThat(glossary.terms()).hasSizeGreaterThanOrEqualTo(80);
        assertThat(glossary.terms().values()).allSatisfy(term -> {
            assertThat(List.of(
                            term.name().zh(),
                            term.name().en(),
                            term.means().zh(),
                            term.means().en(),
                            term.from()))
                    .as(term.id())
                    .allSatisfy(text -> assertThat(text).isNotBlank());
            assertThat(term.means().zh())
                    .as(term.id())
                    .containsPattern("\\p{IsHan}")
                    .endsWith("。");
            assertThat(term.means().en())
                    .as(term.id())
                    .doesNotContainPattern("\\p{IsHan}")
                    .endsWith(".");
        });
        assertThat(glossary.terms().values()).extracting(t -> t.name().zh()).doesNotHaveDuplicates();
        assertThat(glossary.terms().values()).extracting(t -> t.name().en()).doesNotHaveDuplicates();
    }

    @Test
    void terms_that_help_are_there_and_never_lead_in_a_circle() {
        glossary.terms().keySet().forEach(id -> walk(id, new ArrayList<>()));
    }

    private void walk(String id, List<String> way) {
        assertThat(way).as("a circle").doesNotContain(id);
        var term = glossary.terms().get(id);
        assertThat(term).as("%s, seen from %s", id, way).isNotNull();
        way.add(id);
        term.see().forEach(other -> walk(other, new ArrayList<>(way)));
    }

    @Test
    void a_link_leads_to_a_pack_that_ships_to_a_place_of_the_menu_or_out_by_https() {
        var packs = PackLibrary.load(Path.of("../packs/library")).packs().stream()
                .map(Pack::id)
                .map("/packs/"::concat)
                .toList();
        var menu = Rooms.nav().stream().map(nav -> nav.href()).toList();
        assertThat(glossary.terms().values()).allSatisfy(term -> {
            if (term.href().startsWith("/")) {
                assertThat(packs.contains(term.href())
                                || menu.contains(term.href())
                                || List.of("/crosswalk", "/documents", "/playbooks")
                                        .contains(term.href()))
                        .as("%s leads to %s", term.id(), term.href())
                        .isTrue();
            } else {
                assertThat(URI.create(term.href()).getScheme()).as(term.id()).isEqualTo("https");
            }
        });
    }

    @Test
    void a_fault_is_told_with_its_line() {
        var term = "- {id: a, name: {zh: 甲, en: A}, means: {zh: 甲。, en: A.}, from: Z, href: /packs}\n";
        assertThat(Glossary.of(term).terms()).hasSize(1);
        assertThatThrownBy(() -> Glossary.of(term + term))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("glossary.yaml:2")
                .hasMessageContaining("twice");
    }

    @Test
    void everybody_reads_it_from_the_foot_of_every_page_and_finds_terms_in_either_language() throws Exception {
        try (var house = new OfficeServer(folder)) {
            var stranger = new Visitor(house.server.port(), "en");
            assertThat(stranger.get("/sign-in").body()).contains("href=\"/glossary\"");
            assertThat(stranger.get("/glossary").body()).contains("id=\"sandbox\"", "Regulatory sandbox", "监管沙盒");
            assertThat(stranger.get("/glossary?q=%E6%B2%99%E7%9B%92").body())
                    .contains("Regulatory sandbox")
                    .doesNotContain("Watermark");
            assertThat(stranger.get("/glossary?q=%3Cx%3E").body()).contains("No term has these words");
            var boss = new Visitor(house.server.port(), "zh").signIn("boss", OfficeServer.PASSWORD);
            assertThat(boss.get("/search?q=sandbox").body()).contains("/glossary#sandbox");
        }
    }
}
