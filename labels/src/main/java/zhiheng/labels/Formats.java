package zhiheng.labels;

import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.labels.document.HtmlPage;
import zhiheng.labels.document.Markdown;
import zhiheng.labels.document.Odf;
import zhiheng.labels.document.Ooxml;
import zhiheng.labels.document.Pdf;
import zhiheng.labels.document.Svg;
import zhiheng.labels.document.Svgz;
import zhiheng.labels.document.TextFile;
import zhiheng.labels.document.ZipXml;
import zhiheng.labels.film.Mp4;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.format.Tailed;
import zhiheng.labels.image.Gif;
import zhiheng.labels.image.Heif;
import zhiheng.labels.image.Jpeg;
import zhiheng.labels.image.Jxl;
import zhiheng.labels.image.Png;
import zhiheng.labels.image.Tiff;
import zhiheng.labels.image.WebP;
import zhiheng.labels.label.Format;

/** The writers and readers of images and documents; those of audio and video are in {@link MediaFormats}. */
final class Formats {
    private Formats() {}

    /** @return null when the format has no lawful place for a label or is not yet supported */
    static @Nullable LabelFormat of(Format format) {
        return switch (format) {
            case JPEG -> new Jpeg();
            case PNG -> new Png();
            case WEBP -> new WebP();
            case GIF -> new Gif();
            case TIFF -> new Tailed(new Tiff());
            case HEIF -> new Heif(new Mp4());
            case JXL -> new Tailed(new Jxl());
            case SVG -> new TextFile(new Svg());
            case SVGZ -> new Svgz(new Svg());
            case HTML -> new TextFile(new HtmlPage());
            case MARKDOWN -> new TextFile(new Markdown());
            case OOXML -> new Ooxml();
            case ODF -> new Odf();
            case EPUB -> new ZipXml(true);
            case OFD -> new ZipXml(false);
            case PDF -> new Tailed(new Pdf());
            case MP4, MKV, AVI, FLV, WAV, W64, AIFF, MP3, AAC, FLAC, OGG -> MediaFormats.of(format);
            case MPEG_TS, TEXT, BMP, ZIP, UNKNOWN -> null;
        };
    }

    static Text refusal(Format format) {
        return switch (format) {
            case BMP ->
                new Text("BMP 格式没有存放元数据标识的位置, 请转换为 PNG", "BMP has no place for a metadata label; convert it to PNG");
            case MPEG_TS ->
                new Text(
                        "MPEG 传输流没有存放文件元数据的位置, 请转封装为 MP4 (ffmpeg -i 输入.ts -c copy 输出.mp4)",
                        "an MPEG transport stream has no place for a file's metadata; put its streams into an MP4"
                                + " (ffmpeg -i in.ts -c copy out.mp4)");
            case TEXT -> new Text("纯文本没有元数据, 只能使用显式标识", "plain text has no metadata; use the explicit label");
            case ZIP -> new Text("压缩包本身不打标识, 请对其中的文件分别标识", "an archive is not labelled; label the files inside");
            case UNKNOWN -> new Text("无法识别的文件格式", "the file format is not recognised");
            default -> new Text("暂不支持 " + format + " 格式", format + " is not yet supported");
        };
    }
}
