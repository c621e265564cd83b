package zhiheng.labels.explicit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.FormatDetector;
import zhiheng.labels.label.Format;

/** Finds who labels a format, and keeps the promises about files: whole or not at all, original untouched, no exception. */
final class ExplicitFiles {
    private ExplicitFiles() {}

    /** One medium. */
    interface Medium {
        String clause();

        /** Writes the labelled copy to {@code temp}, a path at which nothing exists yet. */
        ExplicitOutcome.Done apply(Path in, Path temp, Format format, ExplicitOptions options)
                throws IOException, ExplicitRefusal;

        ExplicitCheck check(Path file, Format format, ExplicitOptions options) throws IOException, ExplicitRefusal;
    }

    static ExplicitOutcome apply(Path in, Path out, ExplicitOptions options) {
        String clause = "5";
        Path temp = temporary(out);
        try {
            if (!ExplicitText.hasBothElements(options.hint())) {
                throw new ExplicitRefusal(
                        ExplicitText.ELEMENTS, new Text("例如: 人工智能生成、AI生成", "for example: 人工智能生成, AI生成"));
            }
            Format format = format(in);
            Medium medium = medium(format, in);
            clause = medium.clause();
            ExplicitOutcome.Done done;
            if (medium.check(in, format, options) instanceof ExplicitCheck.Compliant before) {
                Files.copy(in, temp);
                done = new ExplicitOutcome.Done(format, clause, before.mark(), ALREADY);
            } else {
                done = medium.apply(in, temp, format, options);
            }
            try (FileChannel channel = FileChannel.open(temp, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(temp, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return done;
        } catch (ExplicitRefusal e) {
            return new ExplicitOutcome.Refused(clause, e.reason(), e.remedy());
        } catch (BadFile e) {
            return new ExplicitOutcome.Refused(clause, e.reason(), REPAIR);
        } catch (IOException e) {
            return new ExplicitOutcome.Refused(
                    clause,
                    new Text("读写失败: " + e.getMessage(), "cannot read or write: " + e.getMessage()),
                    new Text("请检查路径、权限和磁盘空间", "check the path, the rights and the space on the disk"));
        } catch (RuntimeException
                | OutOfMemoryError e) { // a decoder's own slip on hostile input must not take a batch down
            return new ExplicitOutcome.Refused(clause, BROKEN, REPAIR);
        } finally {
            try {
                Files.deleteIfExists(temp);
            } catch (IOException e) {
                // a left-over temporary file harms nobody
            }
        }
    }

    static ExplicitCheck check(Path file, ExplicitOptions options) {
        String clause = "5";
        try {
            Format format = format(file);
            Medium medium = medium(format, file);
            clause = medium.clause();
            return medium.check(file, format, options);
        } catch (ExplicitRefusal e) {
            return new ExplicitCheck.Inconclusive(clause, e.reason(), e.remedy());
        } catch (BadFile e) {
            return new ExplicitCheck.Inconclusive(clause, e.reason(), REPAIR);
        } catch (IOException e) {
            return new ExplicitCheck.Inconclusive(clause, new Text("无法读取文件", "the file cannot be read"), REPAIR);
        } catch (RuntimeException | OutOfMemoryError e) {
            return new ExplicitCheck.Inconclusive(clause, BROKEN, REPAIR);
        }
    }

    private static final Text ALREADY =
            new Text("已有合格的显式标识, 内容未改", "there was a compliant explicit label already; the content is unchanged");
    private static final Text BROKEN = new Text("文件结构异常", "the file's structure is broken");
    private static final Text REPAIR =
            new Text("请用生成该文件的软件重新导出", "export the file again with the program that made it");

    /** Beside the target, so that the last move is atomic; its ending is kept, because ffmpeg goes by it. */
    private static Path temporary(Path out) {
        String name = String.valueOf(out.getFileName());
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot);
        return out.toAbsolutePath().resolveSibling("." + UUID.randomUUID() + ".tmp" + ending);
    }

    private static Format format(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadFile("不是普通文件", "this is not a regular file");
        }
        try (Source in = Source.open(file)) {
            return FormatDetector.detect(in, String.valueOf(file.getFileName()));
        }
    }

    private static Medium medium(Format format, Path file) throws IOException, ExplicitRefusal {
        @Nullable
        Medium medium = switch (format) {
            case TEXT, MARKDOWN, HTML -> new ExplicitTextFile();
            case JPEG, PNG, GIF, WEBP, BMP, TIFF -> ExplicitFrames.orOne(file, format);
            case SVG, SVGZ -> new ExplicitSvg();
            case PDF -> new ExplicitPdf();
            case OOXML, ODF -> new ExplicitOffice();
            case WAV, AIFF, W64, MP3, AAC, FLAC -> new ExplicitAudio();
            case OGG -> theora(file) ? null : new ExplicitAudio();
            case MP4 -> sound(file) ? new ExplicitAudio() : new ExplicitVideo();
            case MKV, AVI, FLV -> new ExplicitVideo();
            case HEIF, JXL, OFD, EPUB, MPEG_TS, ZIP, UNKNOWN -> null;
        };
        return Optional.ofNullable(medium)
                .orElseThrow(() -> new ExplicitRefusal(
                        new Text(format + " 暂不支持显式标识", "no explicit label for " + format),
                        new Text("请在导出前于编辑软件中加入提示", "put the hint in with the editing program before export")));
    }

    /** A film in Ogg begins with its pictures. */
    private static boolean theora(Path file) throws IOException {
        try (Source in = Source.open(file)) {
            return in.matches(28, "\u0080theora");
        }
    }

    /** An MP4 with nothing but sound says so in its brand. */
    private static boolean sound(Path file) throws IOException {
        try (Source in = Source.open(file)) {
            return in.matches(8, "M4A ") || in.matches(8, "M4B ");
        }
    }
}
