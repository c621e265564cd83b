package zhiheng.provenance.sight;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Properties;
import zhiheng.base.Text;

/**
 * How often hints were read, and how often something else was taken for one, on the kept-back half of pictures made by
 * {@code ./zhiheng bench hints}, which writes the file that is read here.
 *
 * @param hints pictures with a hint of lawful height and contrast; {@code read} of them were told so
 * @param others pictures without one; {@code mistaken} of them were taken for one
 */
public record HintRates(int hints, int read, int others, int mistaken) {
    static final HintRates KNOWN = known();

    private static HintRates known() {
        var file = new Properties();
        try (InputStream in = HintRates.class.getResourceAsStream("hint-rates.properties")) {
            if (in == null) {
                throw new IllegalStateException("hint-rates.properties is missing");
            }
            file.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("hint-rates.properties cannot be read", e);
        }
        return new HintRates(
                number(file, "hints"), number(file, "read"), number(file, "others"), number(file, "mistaken"));
    }

    private static int number(Properties file, String name) {
        return Integer.parseInt(file.getProperty(name, "0"));
    }

    /** Of a share, the 95 % interval of Wilson (1927). */
    public static double[] interval(int hits, int of) {
        double z = 1.96;
        double p = (double) hits / of;
        double middle = (p + z * z / (2 * of)) / (1 + z * z / of);
        double half = z / (1 + z * z / of) * Math.sqrt(p * (1 - p) / of + z * z / (4.0 * of * of));
        return new double[] {Math.max(0, middle - half), Math.min(1, middle + half)};
    }

    Text text() {
        if (hints == 0 || others == 0) {
            return new Text("误判率尚未测量", "how often that is right has not been measured");
        }
        return new Text(
                "在自制的留出图片上, " + hints + " 个合规提示读出 " + read + " 个 (95% 区间 " + percent(read, hints) + "), " + others
                        + " 幅无提示的图误认 " + mistaken + " 幅 (" + percent(mistaken, others) + ")",
                "on pictures made and kept back for this, " + read + " of " + hints
                        + " lawful hints were read (95 % interval "
                        + percent(read, hints) + "), and " + mistaken + " of " + others
                        + " pictures without one mistaken ("
                        + percent(mistaken, others) + ")");
    }

    private static String percent(int hits, int of) {
        var interval = interval(hits, of);
        return String.format(Locale.ROOT, "%.1f–%.1f %%", 100 * interval[0], 100 * interval[1]);
    }
}
