package zhiheng.server.rooms.account;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import io.nayuki.qrcodegen.QrCode;

/**
 * A text as a QR code (ISO/IEC 18004), drawn as SVG in the page itself: no picture is fetched, and the key in it goes nowhere else.
 * Black on white also where the page is dark, since not every reader takes it the other way round.
 *
 * @param label what it is, for those who do not see it
 */
record Qr(String text, String label) implements Content {
    /** White around it, in modules, as the standard asks. */
    private static final int QUIET = 4;

    @Override
    public void writeTo(TemplateOutput output) {
        var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int side = code.size + 2 * QUIET;
        output.writeContent("<svg class=\"qr\" viewBox=\"0 0 " + side + " " + side
                + "\" role=\"img\" shape-rendering=\"crispEdges\" aria-label=\"");
        output.writeContent(label.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;"));
        output.writeContent(
                "\"><rect width=\"" + side + "\" height=\"" + side + "\" fill=\"#fff\"/><path fill=\"#000\" d=\"");
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    output.writeContent("M" + (x + QUIET) + " " + (y + QUIET) + "h1v1h-1z");
                }
            }
        }
        output.writeContent("\"/></svg>");
    }
}
