package zhiheng.labels.explicit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import zhiheng.base.Text;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.document.Zip;
import zhiheng.labels.format.Found;
import zhiheng.labels.label.Format;

/**
 * The explicit label of an Office or OpenDocument file (GB 45438-2025, 5.1): a paragraph of a document, a box on the first or last slide,
 * a sheet of a workbook that opens first. All other parts stay byte for byte.
 */
final class ExplicitOffice implements ExplicitFiles.Medium {
    @Override
    public String clause() {
        return "5.1";
    }

    @Override
    public ExplicitOutcome.Done apply(Path in, Path temp, Format format, ExplicitOptions options)
            throws IOException, ExplicitRefusal {
        try (Source source = Source.open(in);
                FileChannel channel = FileChannel.open(temp, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var zip = new Zip(source, new Found(Limits.DEFAULT));
            Map<String, byte[]> changed = OfficeParts.of(zip, format).with(options.hint(), options.place());
            var sink = new Sink(channel, source.size());
            zip.write(sink, changed);
            sink.flush();
        }
        ExplicitCarry.label(in, temp);
        if (check(temp, format, options) instanceof ExplicitCheck.Compliant done) {
            return new ExplicitOutcome.Done(
                    format,
                    clause(),
                    done.mark(),
                    new Text("加入提示文字, 其余部分不变", "the words were added, all other parts are unchanged"));
        }
        throw new ExplicitRefusal(
                new Text("写入后未能读回提示", "the hint was not found again after writing"),
                new Text("请在编辑软件中加入提示", "put the hint in with the editing program"));
    }

    @Override
    public ExplicitCheck check(Path file, Format format, ExplicitOptions options) throws IOException, ExplicitRefusal {
        try (Source source = Source.open(file)) {
            var zip = new Zip(source, new Found(Limits.DEFAULT));
            var mark = ExplicitText.find(OfficeParts.of(zip, format).text());
            return mark.isPresent()
                    ? new ExplicitCheck.Compliant(clause(), mark.get())
                    : new ExplicitCheck.NotFound(
                            clause(),
                            new Text(
                                    "正文文字中未见提示 (图片中的字不识别)",
                                    "no hint in the text of the file (words in its pictures are not recognised)"));
        }
    }

    /** Where a text for people is put into XML of one byte a sign. */
    static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
