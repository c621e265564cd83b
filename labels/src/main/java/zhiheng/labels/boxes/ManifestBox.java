package zhiheng.labels.boxes;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.label.Binding;

/** A C2PA manifest beside the boxes of a film or picture: a {@code uuid} box of its own kind (C2PA 2.2, A.5). */
public final class ManifestBox {
    private static final byte[] ID = HexFormat.of().parseHex("d8fec3d61b0e483c92975828877ec481");

    private ManifestBox() {}

    public static void read(Source in, List<Box> boxes, Found found) throws IOException {
        for (Box box : boxes) {
            if (box.type().equals("uuid") && in.matches(box.body(), ID)) {
                found.binds(Binding.C2PA);
            }
        }
    }
}
