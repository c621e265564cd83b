package zhiheng.labels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.document.DocumentsTest;
import zhiheng.labels.document.DrawingTest;
import zhiheng.labels.document.OpenDocumentTest;
import zhiheng.labels.document.PdfTest;
import zhiheng.labels.document.Zip64Test;
import zhiheng.labels.film.AviTest;
import zhiheng.labels.film.FlvTest;
import zhiheng.labels.film.MkvTest;
import zhiheng.labels.film.Mp4Test;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.image.HeifTest;
import zhiheng.labels.image.ImagesTest;
import zhiheng.labels.image.JpegXmpTest;
import zhiheng.labels.image.JxlTest;
import zhiheng.labels.image.PngTest;
import zhiheng.labels.label.Format;
import zhiheng.labels.sound.AacTest;
import zhiheng.labels.sound.AiffTest;
import zhiheng.labels.sound.FlacTest;
import zhiheng.labels.sound.Mp3Test;
import zhiheng.labels.sound.OggTest;
import zhiheng.labels.sound.W64Test;
import zhiheng.labels.sound.WavTest;

/** Small sound files of every format, without a label and with one: where a fuzzer begins. */
final class FuzzSeeds {
    private FuzzSeeds() {}

    static Map<Format, List<byte[]>> all() throws Exception {
        var seeds = new EnumMap<Format, List<byte[]>>(Format.class);
        add(seeds, Format.JPEG, Samples.image("jpg"), JpegXmpTest.sample());
        add(seeds, Format.PNG, Samples.image("png"), PngTest.sample());
        add(seeds, Format.GIF, Samples.image("gif"));
        add(seeds, Format.WEBP, ImagesTest.WEBP);
        add(seeds, Format.TIFF, Samples.image("tiff"), ImagesTest.bigTiff());
        add(seeds, Format.PDF, PdfTest.table(), PdfTest.streams(), PdfTest.sample());
        add(seeds, Format.OOXML, DocumentsTest.docx(), Zip64Test.wide(true));
        add(seeds, Format.ODF, OpenDocumentTest.odt());
        add(seeds, Format.EPUB, DocumentsTest.epub());
        add(seeds, Format.OFD, DocumentsTest.ofd());
        text(seeds, Format.MARKDOWN, "---\ntitle: x\nAIGC:\n  Label: '1'\n  ContentProducer: \"a\"\n---\n# Text\n");
        text(seeds, Format.HTML, "<html><head><title>x</title></head><body>y</body></html>");
        text(seeds, Format.SVG, "<svg xmlns='http://www.w3.org/2000/svg'><title>x</title></svg>");
        add(seeds, Format.SVGZ, DrawingTest.folded("<svg xmlns='http://www.w3.org/2000/svg'><title>x</title></svg>"));
        add(seeds, Format.JXL, JxlTest.container(), JxlTest.BARE);
        media(seeds, Format.HEIF, new HeifTest());
        media(seeds, Format.MP4, new Mp4Test());
        media(seeds, Format.WAV, new WavTest());
        media(seeds, Format.AVI, new AviTest());
        media(seeds, Format.FLV, new FlvTest());
        media(seeds, Format.MKV, new MkvTest());
        media(seeds, Format.W64, new W64Test());
        media(seeds, Format.AIFF, new AiffTest());
        media(seeds, Format.AAC, new AacTest());
        media(seeds, Format.MP3, new Mp3Test());
        media(seeds, Format.FLAC, new FlacTest());
        media(seeds, Format.OGG, new OggTest());
        return seeds;
    }

    private static void add(Map<Format, List<byte[]>> seeds, Format format, byte[]... files) throws Exception {
        List<byte[]> list = seeds.computeIfAbsent(format, f -> new ArrayList<>());
        for (byte[] file : files) {
            list.add(file);
            list.add(labelled(format, file));
        }
    }

    private static byte[] labelled(Format format, byte[] file) throws Exception {
        LabelFormat how = Formats.of(format);
        Path temp = Files.createTempFile("seed", ".tmp");
        try (var channel = java.nio.channels.FileChannel.open(temp, java.nio.file.StandardOpenOption.WRITE)) {
            var sink = new Sink(channel, file.length);
            if (how == null) {
                throw new AssertionError(format + " has no reader");
            }
            how.write(new Source(file), sink, FormatChecks.LABEL, Limits.DEFAULT);
            sink.flush();
            return Files.readAllBytes(temp);
        } finally {
            Files.delete(temp);
        }
    }

    private static void text(Map<Format, List<byte[]>> seeds, Format format, String text) throws Exception {
        add(
                seeds,
                format,
                text.getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));
    }

    private static void media(Map<Format, List<byte[]>> seeds, Format format, MediaContract contract) throws Exception {
        for (var sample : contract.samples()) {
            add(seeds, format, sample.file());
        }
    }

    /** Writes the seeds of one format into a folder, for the fuzzer. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[1]));
        int n = 0;
        for (byte[] seed : all().getOrDefault(Format.valueOf(args[0]), List.of())) {
            Files.write(folder.resolve("seed-" + n++), seed);
        }
        if (n == 0) {
            throw new IOException("no seeds for " + args[0]);
        }
    }
}
