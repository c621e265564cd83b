package zhiheng.provenance.watermark;

/**
 * How the squares of a mark lie in a picture.
 *
 * @param scale how large, in squares of {@value Tile#SIDE} pixels; {@code turn} in radians, clockwise
 */
record Geometry(double scale, double turn, boolean mirrored) {
    Geometry by(double larger, double further) {
        return new Geometry(scale * (1 + larger), turn + further, mirrored);
    }

    boolean near(Geometry other, double part) {
        return mirrored == other.mirrored
                && Math.abs(scale / other.scale - 1) < part
                && Math.abs(turn - other.turn) < part;
    }
}
