package zhiheng.labels.document;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.FormatChecks.LABEL;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.FormatChecks;
import zhiheng.labels.Labels;
import zhiheng.labels.Verdict;

/** Archives in the form with 64 bits, which writers of streams and of many parts use. */
public class Zip64Test {
    @TempDir
    private Path dir;

    private static ByteBuffer le(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** An Office document whose every number is in the wide form, as streaming writers make them. */
    public static byte[] wide(boolean descriptors) {
        String[][] parts = {
            {
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"></Types>"
            },
            {
                "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>"
            },
            {"word/document.xml", "<document>river</document>"}
        };
        var out = new ByteArrayOutputStream();
        var directory = new ByteArrayOutputStream();
        for (String[] part : parts) {
            byte[] name = part[0].getBytes();
            byte[] body = part[1].getBytes();
            var crc = new CRC32();
            crc.update(body);
            int at = out.size();
            ByteBuffer local = le(30 + name.length + 20);
            local.putInt(0x04034b50)
                    .putShort((short) 45)
                    .putShort((short) (descriptors ? 8 : 0))
                    .putShort((short) 0);
            local.putInt(0x21 << 16)
                    .putInt(descriptors ? 0 : (int) crc.getValue())
                    .putInt(-1)
                    .putInt(-1);
            local.putShort((short) name.length)
                    .putShort((short) 20)
                    .put(name)
                    .putShort((short) 1)
                    .putShort((short) 16);
            local.putLong(descriptors ? 0 : body.length).putLong(descriptors ? 0 : body.length);
            out.writeBytes(local.array());
            out.writeBytes(body);
            if (descriptors) {
                out.writeBytes(le(24).putInt(0x08074b50)
                        .putInt((int) crc.getValue())
                        .putLong(body.length)
                        .putLong(body.length)
                        .array());
            }
            ByteBuffer record = le(46 + name.length + 28);
            record.putInt(0x02014b50).putShort((short) 45).putShort((short) 45);
            record.putShort((short) (descriptors ? 8 : 0)).putShort((short) 0).putInt(0x21 << 16);
            record.putInt((int) crc.getValue()).putInt(-1).putInt(-1);
            record.putShort((short) name.length).putShort((short) 28).putShort((short) 0);
            record.putShort((short) 0).putShort((short) 0).putInt(0).putInt(-1).put(name);
            record.putShort((short) 1)
                    .putShort((short) 24)
                    .putLong(body.length)
                    .putLong(body.length)
                    .putLong(at);
            directory.writeBytes(record.array());
        }
        int at = out.size();
        int size = directory.size();
        out.writeBytes(directory.toByteArray());
        ByteBuffer end = le(98);
        end.putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putLong(0);
        end.putLong(3).putLong(3).putLong(size).putLong(at);
        end.putInt(0x07064b50).putInt(0).putLong(at + size).putInt(1);
        end.putInt(0x06054b50)
                .putInt(0)
                .putShort((short) -1)
                .putShort((short) -1)
                .putInt(-1)
                .putInt(-1);
        out.writeBytes(end.array());
        return out.toByteArray();
    }

    @Test
    void an_archive_in_the_wide_form_is_labelled_and_still_opens() throws Exception {
        for (boolean descriptors : new boolean[] {false, true}) {
            byte[] file = wide(descriptors);
            byte[] after = FormatChecks.roundTrip(dir, "a.docx", file, f -> new byte[0]);
            Path out = Files.write(dir.resolve("b.docx"), after);
            try (var zip = new ZipFile(out.toFile())) {
                byte[] body =
                        zip.getInputStream(zip.getEntry("word/document.xml")).readAllBytes();
                assertThat(new String(body)).isEqualTo("<document>river</document>");
                assertThat(zip.getEntry("docProps/custom.xml")).isNotNull();
            }
            FormatChecks.survivesDamage(dir, "c.docx", file);
        }
    }

    @Test
    void a_book_of_more_parts_than_the_narrow_form_counts_is_labelled() throws Exception {
        Path book = dir.resolve("big.epub");
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(book)))) {
            zip.setLevel(0);
            put(zip, "mimetype", "application/epub+zip");
            put(zip, "META-INF/container.xml", "<container><rootfile full-path=\"book.opf\"/></container>");
            put(zip, "book.opf", "<package><metadata><title>t</title></metadata></package>");
            for (int i = 0; i < 65_600; i++) {
                put(zip, "p/" + i, "");
            }
        }
        Path out = dir.resolve("out.epub");
        new Labels().write(book, out, LABEL);

        assertThat(new Labels().read(out).verdict()).isEqualTo(new Verdict.Compliant());
        try (var zip = new ZipFile(out.toFile())) {
            assertThat(zip.size()).isEqualTo(65_603);
        }
    }

    private static void put(ZipOutputStream zip, String name, String text) throws Exception {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes());
        zip.closeEntry();
    }

    @Test
    void a_place_beyond_four_gigabytes_goes_into_the_extra_field() throws Exception {
        byte[] name = "x".getBytes();
        byte[] foreign =
                le(8).putShort((short) 0x5455).putShort((short) 4).putInt(7).array();
        ByteBuffer narrow = le(46 + 1 + 8);
        narrow.putInt(0x02014b50)
                .putInt(20, 11)
                .putInt(24, 12)
                .putShort(28, (short) 1)
                .putShort(30, (short) 8);
        narrow.putInt(42, 99).position(46).put(name).put(foreign);
        long far = 5L << 30;

        ZipRecord moved = ZipRecord.of(ZipRecord.of(narrow.array()).at(far));
        assertThat(moved.header()).isEqualTo(far);
        assertThat(moved.compressed()).isEqualTo(11);
        assertThat(ZipRecord.of(moved.at(far + 1)).header()).isEqualTo(far + 1);
        assertThat(ZipRecord.of(narrow.array()).at(77)).hasSize(55);

        ByteBuffer sizes = le(46 + 1 + 20);
        sizes.putInt(0x02014b50)
                .putInt(20, -1)
                .putInt(24, -1)
                .putShort(28, (short) 1)
                .putShort(30, (short) 20);
        sizes.putInt(42, 99)
                .position(46)
                .put(name)
                .putShort((short) 1)
                .putShort((short) 16)
                .putLong(1)
                .putLong(far);
        ZipRecord both = ZipRecord.of(ZipRecord.of(sizes.array()).at(far));
        assertThat(both.header()).isEqualTo(far);
        assertThat(both.compressed()).isEqualTo(far);
    }
}
