package zhiheng.provenance.watermark;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;

/**
 * The numbers of a picture, row by row, without the turning of colours that the JDK does on the way to RGB.
 *
 * @param bands numbers a pixel; {@code colours} those of them that are not opacity
 */
record Samples(WritableRaster raster, int bands, int colours) {
    /** A picture of another kind than grey or RGB of 8 bits is turned into one, and changes of that do not reach it. */
    static Samples of(BufferedImage picture) {
        if (isDirect(picture.getColorModel())) {
            var model = picture.getColorModel();
            return new Samples(picture.getRaster(), model.getNumComponents(), model.getNumColorComponents());
        }
        var rgb = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        var g = rgb.createGraphics();
        g.drawImage(picture, 0, 0, java.awt.Color.WHITE, null);
        g.dispose();
        return new Samples(rgb.getRaster(), 3, 3);
    }

    static boolean isDirect(ColorModel model) {
        return !(model instanceof IndexColorModel)
                && !model.isAlphaPremultiplied()
                && (model.getNumColorComponents() == 1 || model.getNumColorComponents() == 3)
                && java.util.Arrays.stream(model.getComponentSize()).allMatch(size -> size == 8);
    }

    void read(int row, int[] into) {
        raster.getPixels(0, row, raster.getWidth(), 1, into);
    }

    void write(int row, int[] from) {
        raster.setPixels(0, row, raster.getWidth(), 1, from);
    }
}
