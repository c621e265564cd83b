package zhiheng.server.rooms.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import gg.jte.output.StringOutput;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The drawing is read by another program than the one that drew it. */
class QrTest {
    private static final Pattern MODULE = Pattern.compile("M([0-9]+) ([0-9]+)h1v1h-1z");
    private static final int SCALE = 4;

    private static String svg(String text, String label) {
        var output = new StringOutput();
        new Qr(text, label).writeTo(output);
        return output.toString();
    }

    private static String read(String svg) throws Exception {
        var box = Pattern.compile("viewBox=\"0 0 ([0-9]+) ").matcher(svg);
        assertThat(box.find()).isTrue();
        int side = Integer.parseInt(box.group(1)) * SCALE;
        var pixels = new int[side * side];
        Arrays.fill(pixels, 0xffffff);
        var modules = MODULE.matcher(svg);
        while (modules.find()) {
            int x = Integer.parseInt(modules.group(1)) * SCALE;
            int y = Integer.parseInt(modules.group(2)) * SCALE;
            for (int row = y; row < y + SCALE; row++) {
                Arrays.fill(pixels, row * side + x, row * side + x + SCALE, 0);
            }
        }
        var picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels)));
        return new QRCodeReader().decode(picture).getText();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "otpauth://totp/Zhiheng:boss?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Zhiheng",
                "otpauth://totp/Zhiheng:a.very.long.login.of.sixty.four.letters.that.somebody.has%40example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Zhiheng",
                "知衡 <1> & \"2\""
            })
    void what_is_drawn_is_what_an_authenticator_reads(String text) throws Exception {
        assertThat(read(svg(text, "key"))).isEqualTo(text);
    }

    @org.junit.jupiter.api.Test
    void its_label_cannot_break_out() {
        assertThat(svg("x", "a\"><script>"))
                .contains("aria-label=\"a&quot;>&lt;script>\"")
                .doesNotContain("<script");
    }
}
