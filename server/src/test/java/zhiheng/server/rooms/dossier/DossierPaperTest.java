package zhiheng.server.rooms.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.server.house.Rooms;
import zhiheng.server.testing.Poppler;
import zhiheng.server.testing.Samples;

class DossierPaperTest {
    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void the_document_opens_and_has_citations_digests_and_proofs(String language) throws IOException {
        var view = new Samples(language).document();
        var content = DossierPaper.docx(Rooms.words().in(language), view);
        try (var document = new XWPFDocument(new ByteArrayInputStream(content));
                var text = new XWPFWordExtractor(document)) {
            assertThat(text.getText())
                    .contains(view.dossier().name())
                    .contains("Annex III point 4(a), Article 6(2) [C]", "Article 9 [C]")
                    .contains(
                            view.dossier().duties().get(2).evidence().getFirst().sha256())
                    .contains(view.proofs().getFirst().leafHash())
                    .contains("zhiheng/log")
                    .contains(Rooms.words().in(language).t("confidence"));
            assertThat(document.getTables()).hasSizeGreaterThanOrEqualTo(7);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void as_pdf_it_says_the_same(String language) throws Exception {
        var view = new Samples(language).document();
        var text =
                Poppler.text(DossierPaper.pdf(Rooms.words().in(language), view)).replaceAll("\\s", "");
        assertThat(text)
                .contains(view.dossier().name().replaceAll("\\s", ""))
                .contains("Article9[C]", view.proofs().getFirst().leafHash())
                .contains(view.dossier().duties().get(2).evidence().getFirst().sha256())
                .contains(Rooms.words().in(language).t("confidence").replaceAll("\\s", ""));
    }
}
