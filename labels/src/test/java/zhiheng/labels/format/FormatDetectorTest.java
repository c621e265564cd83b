package zhiheng.labels.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.label.Format;

class FormatDetectorTest {
    private static Format detect(byte[] bytes, String name) throws IOException {
        return FormatDetector.detect(new Source(bytes), name);
    }

    private static Format detect(String latin1, String name) throws IOException {
        return detect(Edits.latin1(latin1), name);
    }

    /** Bytes are written as in Java, with four hexadecimal digits; the name would mislead if it counted. */
    @ParameterizedTest
    @CsvSource({
        "'\u00ff\u00d8\u00ff\u00e0', JPEG",
        "'\u0089PNG\r\n\u001a\n', PNG",
        "GIF87a, GIF",
        "GIF89a, GIF",
        "'II*\0', TIFF",
        "'MM\0*', TIFF",
        "'II+\0', TIFF",
        "'MM\0+', TIFF",
        "%PDF-1.7, PDF",
        "'\u001a\u0045\u00df\u00a3', MKV",
        "'FLV\u0001', FLV",
        "fLaC, FLAC",
        "OggS, OGG",
        "'\u00ff\n', JXL",
        "'\0\0\0\u000cJXL \r\n\u0087\n', JXL",
        "'riff\u002e\u0091\u00cf\u0011\u00a5\u00d6\u0028\u00db\u0004\u00c1\0\0', W64",
        "FORMxxxxAIFF, AIFF",
        "FORMxxxxAIFC, AIFF",
        "FORMxxxxILBM, UNKNOWN",
        "'\u00ff\u00f1\u0050\u0080', AAC",
        "'\u00ff\u00f1\u0074\u0080', UNKNOWN",
        "'ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0002xx\u00ff\u00f9\u0050\u0080', AAC",
        "'\u001f\u008b\b', ZIP",
        "RIFFxxxxWEBP, WEBP",
        "'RIFFxxxxAVI ', AVI",
        "RIFFxxxxWAVE, WAV",
        "RF64xxxxWAVE, WAV",
        "BW64xxxxWAVE, WAV",
        "RIFFxxxxRMID, UNKNOWN",
        "xxxxftypheic, HEIF",
        "xxxxftypavis, HEIF",
        "xxxxftypisom, MP4",
        "'xxxxftypqt  ', MP4",
        "xxxxmoov, MP4",
        "xxxxmdat, MP4",
        "xxxxwide, MP4",
        "'ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0000fLaC', FLAC",
        "'ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0002xxfLaC', FLAC",
        "'ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0002fLaC', MP3",
        "ID3, MP3",
        "'\u00ff\u00fb\u0090\u0000', MP3",
        "'\u00ff\u00eb\u0090\u0000', UNKNOWN",
        "'\u00ff\u00fb\u00f0\u0000', UNKNOWN",
        "'PK\u0003\u0004......mimetypeapplication/epub+zip', EPUB",
        "'PK\u0003\u0004..........................mimetypeapplication/vnd.oasis.opendocument.text', ODF",
        "'PK\u0003\u0004......[Content_Types].xml', OOXML",
        "'PK\u0003\u0004......OFD.xml', OFD",
        "'PK\u0003\u0004......a.txt', ZIP",
        "'', UNKNOWN",
        "plain, UNKNOWN",
    })
    void a_format_is_known_by_its_first_bytes(String start, Format format) throws IOException {
        assertThat(detect(start, "misleading.bin")).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource({
        "'<svg xmlns=\"http://www.w3.org/2000/svg\"/>', a.bin, SVG",
        "'<?xml version=\"1.0\"?><svg/>', a.html, SVG",
        "'<!DOCTYPE html><svg/>', a.bin, HTML",
        "'  <HTML><body>', a.bin, HTML",
        "'<p>', a.XHTML, HTML",
        "'<p>', a.htm, HTML",
        "'# River', a.md, MARKDOWN",
        "'# River', a.Markdown, MARKDOWN",
        "'# River', a.txt, TEXT",
        "'# River', a.doc, UNKNOWN",
        "'BMW and others make cars', cars.md, MARKDOWN",
        "'FLV is a format', flv.txt, TEXT",
        "'with a \0', a.txt, UNKNOWN",
    })
    void kinds_of_text_are_told_by_how_they_begin_and_by_the_names_ending(String text, String name, Format format)
            throws IOException {
        assertThat(detect(text, name)).isEqualTo(format);
        if (format != Format.UNKNOWN) { // else the mark is taken for the start of MPEG audio
            byte[] utf16 = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
            assertThat(detect(utf16, name)).as("in UTF-16").isEqualTo(format);
        }
    }

    @Test
    void a_bitmap_is_known_by_the_size_of_its_header() throws IOException {
        for (int size : new int[] {12, 40, 124}) {
            assertThat(detect("BM" + "x".repeat(12) + (char) size + "\0".repeat(20), "a"))
                    .isEqualTo(Format.BMP);
        }
        assertThat(detect("BM" + "x".repeat(12) + (char) 41 + "\0".repeat(20), "a"))
                .isEqualTo(Format.UNKNOWN);
        assertThat(detect("BM" + "x".repeat(12) + (char) 40, "a")).as("cut").isEqualTo(Format.UNKNOWN);
    }

    @Test
    void a_transport_stream_is_known_by_five_packets_in_a_row() throws IOException {
        assertThat(detect(("G" + "\0".repeat(187)).repeat(5), "a")).isEqualTo(Format.MPEG_TS);
        assertThat(detect(("\0\0\0\1G" + "\0".repeat(187)).repeat(5), "a")).isEqualTo(Format.MPEG_TS);
        assertThat(detect(("G" + "\0".repeat(187)).repeat(4), "a")).isEqualTo(Format.UNKNOWN);
        assertThat(detect(("G" + "x".repeat(187)).repeat(5), "a.txt"))
                .as("a text")
                .isEqualTo(Format.TEXT);
    }

    @Test
    void an_office_document_is_known_by_its_directory_or_else_by_its_name() throws IOException {
        String filler = "x".repeat(100_000);
        assertThat(detect("PK\u0003\u0004" + filler + "[Content_Types].xml", "a.zip"))
                .isEqualTo(Format.OOXML);
        assertThat(detect("PK\u0003\u0004" + filler + "META-INF/container.xml", "a.zip"))
                .isEqualTo(Format.EPUB);
        assertThat(detect("PK\u0003\u0004" + filler, "report.DOCX")).isEqualTo(Format.OOXML);
        assertThat(detect("PK\u0003\u0004" + filler, "report.zip")).isEqualTo(Format.ZIP);
    }

    @Property
    void any_bytes_under_any_name_have_a_format(@ForAll byte[] bytes, @ForAll String name) throws IOException {
        assertThat(detect(bytes, name)).isNotNull();
        assertThat(detect(Edits.join(Edits.latin1("ID3"), bytes), name)).isIn(Format.MP3, Format.FLAC, Format.AAC);
    }
}
