package zhiheng.labels.explicit;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.document.Zip;

/** A document of words. */
final class DocxParts extends OfficeParts {
    private final String main;

    DocxParts(Zip zip, String main) {
        super(zip);
        this.main = main;
    }

    @Override
    String text() throws IOException {
        return XmlPart.of(zip, main).words(Set.of("t"), Set.of("p"));
    }

    @Override
    Map<String, byte[]> with(String hint, ExplicitOptions.Place place) throws IOException {
        var part = XmlPart.of(zip, main);
        int body = part.first("body");
        if (body < 0 || part.tags().get(body).empty()) {
            throw new BadFile("文档没有正文", "the document has no body");
        }
        int at = part.tags().get(body).to();
        if (place == ExplicitOptions.Place.END) {
            at = part.ends().get(body);
            for (int i = body; i < part.tags().size(); i++) { // the last section's properties must stay last
                var tag = part.tags().get(i);
                at = tag.local().equals("sectPr") && tag.depth() == 2 ? tag.from() : at;
            }
        }
        var w = part.tags().get(body).qualifier();
        return Map.of(
                main,
                part.with(
                        at,
                        "<" + w + "p><" + w + "r><" + w + "t>【" + TextBytes.xmlEscape(hint) + "】</" + w + "t></" + w
                                + "r></" + w + "p>"));
    }
}
