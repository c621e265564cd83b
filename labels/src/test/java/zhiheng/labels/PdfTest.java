package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.Samples.bytes;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfTest {
    @TempDir
    private Path dir;

    private static final String[] OBJECTS = {
        "1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n",
        "2 0 obj\n<</Type /Pages /Kids [3 0 R] /Count 1>>\nendobj\n",
        "3 0 obj\n<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>\nendobj\n",
        "4 0 obj\n<</Title (A river \\(wide\\)) /Author <414243>>>\nendobj\n"
    };

    static byte[] table() {
        var text = new StringBuilder("%PDF-1.4\n");
        var xref = new StringBuilder("xref\n0 5\n0000000000 65535 f \n");
        for (String o : OBJECTS) {
            xref.append(String.format("%010d 00000 n \n", text.length()));
            text.append(o);
        }
        int at = text.length();
        return bytes(text + xref.toString() + "trailer\n<</Size 5 /Root 1 0 R /Info 4 0 R>>\nstartxref\n" + at
                + "\n%%EOF\n");
    }

    static byte[] streams() {
        var text = new StringBuilder("%PDF-1.5\n");
        var offsets = new ArrayList<Integer>();
        for (int i = 0; i < 3; i++) {
            offsets.add(text.length());
            text.append(OBJECTS[i]);
        }
        offsets.add(text.length());
        text.append(
                "5 0 obj\n<</Type /ObjStm /N 1 /First 4 /Length 23>>\nstream\n4 0 <</Title (A river)>>\nendstream\nendobj\n"
                        .replace("/Length 23", "/Length 24"));
        int at = text.length();
        ByteBuffer rows = ByteBuffer.allocate(7 * 4);
        rows.put((byte) 0).putShort((short) 0).put((byte) 0);
        for (int i = 0; i < 3; i++) {
            rows.put((byte) 1).putShort((short) (int) offsets.get(i)).put((byte) 0);
        }
        rows.put((byte) 2).putShort((short) 5).put((byte) 0);
        rows.put((byte) 1).putShort((short) (int) offsets.get(3)).put((byte) 0);
        rows.put((byte) 1).putShort((short) at).put((byte) 0);
        return bytes(
                text.toString(),
                "6 0 obj\n<</Type /XRef /Size 7 /W [1 2 1] /Root 1 0 R /Info 4 0 R /Length 28>>\nstream\n",
                rows.array(),
                "\nendstream\nendobj\nstartxref\n" + at + "\n%%EOF\n");
    }

    @Test
    void aPdfIsUpdatedBehindItsUntouchedBytes() throws Exception {
        for (byte[] file : new byte[][] {table(), streams()}) {
            byte[] labelled = FormatChecks.roundTrip(dir, "a.pdf", file, f -> Samples.slice(f, 0, file.length));
            assertThat(Text.latin1(labelled).substring(file.length))
                    .contains("A river")
                    .contains("/AIGC");
        }
    }

    @Test
    void damageIsAnswered() throws Exception {
        FormatChecks.survivesDamage(dir, "b.pdf", table());
        FormatChecks.survivesDamage(dir, "c.pdf", streams());
    }
}
