package zhiheng.labels.format;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.label.ContentLabel;

/**
 * One container format. Memory is bounded by {@link Limits#metadataBytes()}, never by the size of the file. Anything the
 * format does not understand throws {@link BadFile} with a reason for people.
 */
public interface LabelFormat {
    /** Finds every label, in its lawful place and in those seen in the wild. Touches metadata only. */
    void read(Source in, Found found) throws IOException;

    /**
     * The labels of a file as a parser sees them that has no part in reading and writing here, so that what is called labelled is so for
     * others too; null where the format has no such second eye.
     */
    default @Nullable List<String> seenByOthers(Source in, Limits limits) throws IOException {
        return null;
    }

    /**
     * Copies the file with exactly this one label, in the place the guides name; labels in other places go, all other
     * metadata and the media bytes stay as they are. Merging has been done by the caller.
     */
    void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException;
}
