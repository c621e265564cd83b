package zhiheng.provenance.c2pa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.provenance.c2pa.C2paReport.Verdict;
import zhiheng.provenance.c2pa.status.StatusCode;

/** TIFF with places of 64 bits. */
class BigTiffTest {
    private static final int PIXELS = 16;

    @TempDir
    Path folder;

    private static byte[] picture(ByteOrder order, int directories) {
        var file = ByteBuffer.allocate(4096).order(order);
        file.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        file.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(16 + PIXELS * PIXELS);
        for (int i = 0; i < PIXELS * PIXELS; i++) {
            file.put((byte) i);
        }
        for (int i = 0; i < directories; i++) {
            int[][] entries = {
                {256, 3, PIXELS},
                {257, 3, PIXELS},
                {258, 3, 8},
                {259, 3, 1},
                {262, 3, 1},
                {273, 16, 16},
                {277, 3, 1},
                {278, 3, PIXELS},
                {279, 16, PIXELS * PIXELS}
            };
            file.putLong(entries.length);
            for (var entry : entries) {
                file.putShort((short) entry[0]).putShort((short) entry[1]).putLong(1);
                if (entry[1] == 3) {
                    file.putShort((short) entry[2]).putShort((short) 0).putInt(0);
                } else {
                    file.putLong(entry[2]);
                }
            }
            file.putLong(i + 1 < directories ? file.position() + 8 : 0);
        }
        return Arrays.copyOf(file.array(), file.position());
    }

    @Test
    void it_is_signed_in_either_order_of_bytes_and_the_reference_trusts_it() throws Exception {
        var reference = Reference.needed();
        var anchors = Files.write(folder.resolve("anchors.pem"), TestKeys.pem(List.of(TestKeys.MADE.root)));
        var signer = new C2paSigner(TestKeys.MADE.issue("ES256").signing(), Clock.systemUTC());
        var reader = new C2paReader(TestKeys.MADE.trust(), Clock.systemUTC());
        for (var order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (int directories = 1; directories <= 2; directories++) {
                var plain = picture(order, directories);
                var signed = signer.sign(plain, plain, Claimed.generated("1"));
                var file = Files.write(folder.resolve(order + "-" + directories + ".tif"), signed);
                var report = reader.read(file);
                assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.TRUSTED);
                assertThat(report.mediaType()).isEqualTo("image/tiff");
                assertThat(Arrays.copyOfRange(signed, 16, 16 + PIXELS * PIXELS))
                        .isEqualTo(Arrays.copyOfRange(plain, 16, 16 + PIXELS * PIXELS));
                reference.read(file, "image/tiff", anchors);

                var again = signer.sign(signed, signed, Claimed.generated("1").after("c2pa.edited"));
                assertThat(reader.read(Files.write(folder.resolve("again.tif"), again))
                                .manifests())
                        .hasSize(2);
                signed[20] ^= 1;
                assertThat(reader.read(Files.write(folder.resolve("bent.tif"), signed))
                                .manifests()
                                .getFirst()
                                .has(StatusCode.DATA_HASH_MISMATCH))
                        .isTrue();
            }
        }
        for (var answer : reference.run()) {
            assertThat(answer.get("validation_state"))
                    .as(Reference.codes(answer))
                    .isEqualTo("Trusted");
        }
    }

    @Test
    void a_number_that_no_file_has_is_a_broken_file() throws Exception {
        var reader = new C2paReader(TestKeys.MADE.trust(), Clock.systemUTC());
        for (int at : new int[] {8, 16 + PIXELS * PIXELS}) { // the place of the directory; how many entries it has
            var bent = ByteBuffer.wrap(picture(ByteOrder.BIG_ENDIAN, 1));
            for (long value : new long[] {-1, Long.MAX_VALUE, 1L << 33}) {
                bent.putLong(at, value);
                assertThat(reader.read(Files.write(folder.resolve("bent.tif"), bent.array()))
                                .verdict())
                        .isEqualTo(Verdict.UNREADABLE);
            }
        }
    }
}
