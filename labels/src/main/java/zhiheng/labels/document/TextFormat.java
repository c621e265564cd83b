package zhiheng.labels.document;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.label.ContentLabel;

/** A format made of text, seen as UTF-8 (or as any other superset of ASCII that it happens to be in). */
interface TextFormat {
    /** As {@link LabelFormat#read}. */
    void read(Source in, Found found) throws IOException;

    /**
     * The labels as a parser sees them that has no part in reading and writing here; null where there is none.
     *
     * @param file in its own encoding
     */
    default @Nullable List<String> seenByOthers(byte[] file) throws BadFile {
        return null;
    }

    /** What changes so that the text holds this one label. */
    Edits edits(Source in, ContentLabel label, Limits limits) throws IOException;
}
