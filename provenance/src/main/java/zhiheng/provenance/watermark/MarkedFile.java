package zhiheng.provenance.watermark;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import zhiheng.base.Text;
import zhiheng.provenance.fingerprint.PictureFile;

/**
 * Marks files, and finds the marks of files. A JPEG or PNG is decoded, marked and encoded again, JPEG with the tables that it had; what
 * else is in it (XMP, EXIF, text) is handed on. Of a WAV the samples change and nothing else. What was written is read back: a mark that
 * would not be found is not given out.
 */
public final class MarkedFile {
    /** Pictures with more pixels are not marked. */
    public static final int MOST = 24_000_000;

    /** So much of a large picture is read when a mark is looked for. */
    private static final long READ = 12_000_000;

    private final PictureMark pictures;
    private final SoundMark sounds;

    public MarkedFile(MarkKey key) {
        pictures = new PictureMark(key);
        sounds = new SoundMark(key);
    }

    /**
     * The mark in a file.
     *
     * @param clear how far it stands out of noise, in standard deviations
     * @param picture how it lies in a picture; empty for a sound
     */
    public record Found(long payload, double clear, Optional<PictureMark.Found> picture) {}

    /** The file was not marked; the reason says why and what can be done. */
    public static final class Unmarkable extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Text reason;

        Unmarkable(String zh, String en) {
            super(en);
            reason = new Text(zh, en);
        }

        public Text reason() {
            return reason;
        }
    }

    private record Read(String format, ImageReader reader, BufferedImage picture, IIOMetadata metadata) {}

    /**
     * Writes a marked copy. Label and sign afterwards: a signature in the file no longer holds.
     *
     * @param out is written over
     * @param decibels of a picture, see {@link PictureMark#embed}
     */
    public void embed(Path in, Path out, long payload, double decibels) throws Unmarkable, IOException {
        if (WavFile.isWav(in)) {
            var wav = WavFile.read(in);
            sounds.embed(wav.channels, wav.rate, payload, SoundMark.DECIBELS);
            wav.write(out);
        } else {
            picture(in, out, payload, decibels);
        }
        if (find(out).filter(found -> found.payload == payload).isEmpty()) {
            throw new Unmarkable(
                    "水印写入后读不出：内容太单调、太短，或被压缩得太厉害。",
                    "the watermark cannot be read back: the content is too plain, too short, or too strongly compressed");
        }
    }

    private void picture(Path in, Path out, long payload, double decibels) throws Unmarkable, IOException {
        var read = read(in);
        if (!PictureMark.bears(read.picture)) {
            throw new Unmarkable(
                    "只有边长至少 " + PictureMark.SMALLEST + " 像素、8 位灰度或 RGB 的图片能加水印；请先转换。",
                    "only grey or RGB pictures of 8 bits with at least " + PictureMark.SMALLEST
                            + " pixels a side bear a watermark; convert it first");
        }
        pictures.embed(read.picture, payload, decibels);
        var writer = ImageIO.getImageWriter(read.reader);
        if (writer == null) {
            throw new IOException("no writer for " + read.format);
        }
        Files.write(out, new byte[0]); // who may read it stays as it is
        try (var stream = ImageIO.createImageOutputStream(out.toFile())) {
            if (stream == null) {
                throw new IOException("cannot be written: " + out);
            }
            writer.setOutput(stream);
            writer.write(null, new IIOImage(read.picture, null, read.metadata), writer.getDefaultWriteParam());
        } catch (RuntimeException e) { // the JDK's writers answer metadata that they do not understand with any
            throw new Unmarkable(
                    "图片的元数据无法原样写回：" + e.getMessage(), "its metadata cannot be written back: " + e.getMessage());
        } finally {
            writer.dispose();
            read.reader.dispose();
        }
    }

    /** None for what is neither a picture that the JDK reads nor a WAV. */
    public Optional<Found> find(Path file) throws IOException {
        if (WavFile.isWav(file)) {
            try {
                var wav = WavFile.read(file);
                return sounds.find(wav.channels, wav.rate)
                        .map(one -> new Found(one.payload(), one.clear(), Optional.empty()));
            } catch (Unmarkable e) {
                return Optional.empty();
            }
        }
        return PictureFile.read(file, READ)
                .flatMap(pictures::find)
                .map(one -> new Found(one.payload(), one.clear(), Optional.of(one)));
    }

    private static Read read(Path in) throws Unmarkable, IOException {
        try (var stream = ImageIO.createImageInputStream(in.toFile())) {
            var readers = stream == null ? null : ImageIO.getImageReaders(stream);
            if (readers == null || !readers.hasNext()) {
                throw new Unmarkable("不是可读的图片或 WAV 声音。", "this is no picture that can be read and no WAV");
            }
            var reader = readers.next();
            var format = reader.getFormatName().toLowerCase(java.util.Locale.ROOT);
            if (!format.equals("jpeg") && !format.equals("png") || isAnimated(in)) {
                throw new Unmarkable(
                        "只有 JPEG、静态 PNG 和 WAV 能加水印；请先转换。",
                        "only JPEG, PNG that does not move, and WAV bear a watermark; convert it first");
            }
            reader.setInput(stream, true, false);
            if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST) {
                throw new Unmarkable(
                        "图片超过 2400 万像素；请先缩小。", "the picture has more than 24 million pixels; make it smaller first");
            }
            return new Read(format, reader, reader.read(0), reader.getImageMetadata(0));
        } catch (RuntimeException | javax.imageio.IIOException e) { // the JDK's readers answer damage with either
            throw new Unmarkable(
                    "图片损坏，或是不支持的种类（如 CMYK）。",
                    "the picture is damaged, or of a kind that is not supported, such as CMYK");
        }
    }

    /** Whether a PNG moves: its chunk {@code acTL} comes before the picture. */
    private static boolean isAnimated(Path in) throws IOException {
        try (InputStream bytes = Files.newInputStream(in)) {
            var head = new String(bytes.readNBytes(1 << 16), StandardCharsets.ISO_8859_1);
            int control = head.indexOf("acTL");
            int data = head.indexOf("IDAT");
            return head.startsWith("\u0089PNG") && control > 0 && (data < 0 || control < data);
        }
    }
}
