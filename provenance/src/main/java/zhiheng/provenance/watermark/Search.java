package zhiheng.provenance.watermark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds how the squares of a mark lie in a picture that was scaled, turned, mirrored and cut. For each size and angle it is asked whether
 * the picture's {@linkplain Spectrum spectrum} is stronger than usual where the waves of the place would be; of the best few the squares
 * are {@linkplain Folding laid upon each other} and read. What was hardly turned is looked for first.
 */
final class Search {
    /** Sizes that one look covers; other sizes are looked for in the picture made half as large, and half that. */
    static final double SMALLEST = 0.42;

    static final double LARGEST = 1.75;
    private static final int LOOKS = 3;
    /** Of a picture with a longer side the middle is read. */
    private static final int MOST = 2_048;
    /** A picture whose short side is longer was probably marked with larger squares. */
    private static final int USUAL = 1_500;

    private static final int LEAST = 96;
    private static final double TURN = Math.toRadians(12);
    private static final int CANDIDATES = 8;
    /**
     * A mark is believed when its place stands out so far: noise does so at about one place in 20,000. The check of the code, which
     * holds by chance once in 2^24, comes on top.
     */
    static final double CLEAR = 6;

    private record Scored(Geometry geometry, float score) {}

    private final Tile tile;

    Search(Tile tile) {
        this.tile = tile;
    }

    Optional<PictureMark.Found> find(Plane light) {
        var sizes = sizes(light);
        var found = sizes.stream().flatMap(size -> upright(size).stream()).findFirst();
        // a quarter turned, upside down, mirrored: only in the size that it probably has
        return found.or(() ->
                sizes.stream().limit(1).flatMap(size -> any(size).stream()).findFirst());
    }

    private Optional<PictureMark.Found> upright(Size size) {
        var look = size.look();
        return read(look, candidates(look, 0, false), false);
    }

    private Optional<PictureMark.Found> any(Size size) {
        var look = size.look();
        for (int way = 0; way < 4; way++) {
            var found = read(look, candidates(look, way % 2 * Math.PI / 2, way >= 2), true);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A picture made smaller by a factor. */
    private record Size(Plane light, int factor) {
        Look look() {
            var even = light.middle(MOST).detail().even();
            return new Look(even, new Spectrum(even), factor);
        }
    }

    private record Look(Plane even, Spectrum spectrum, int factor) {}

    /** The size that the picture probably has comes first. */
    private static List<Size> sizes(Plane light) {
        var sizes = new ArrayList<Size>();
        int first = 0;
        var plane = light;
        while (sizes.size() < LOOKS && Math.min(plane.width, plane.height) >= LEAST) {
            first += Math.min(plane.width, plane.height) > USUAL ? 1 : 0;
            sizes.add(new Size(plane, 1 << sizes.size()));
            plane = plane.half();
        }
        if (!sizes.isEmpty()) {
            sizes.addFirst(sizes.remove(Math.min(first, sizes.size() - 1)));
        }
        return sizes;
    }

    /** How clear the place of the clearest candidate is. */
    double clearest(Plane light) {
        double clearest = 0;
        for (var size : sizes(light)) {
            var look = size.look();
            for (var candidate : candidates(look, 0, false)) {
                clearest = Math.max(clearest, Folding.clear(tile, look.even, refined(look.spectrum, candidate)));
            }
        }
        return clearest;
    }

    /** @param both whether the picture may be upside down, which its spectrum does not tell */
    private Optional<PictureMark.Found> read(Look look, List<Geometry> candidates, boolean both) {
        for (var candidate : candidates) {
            var fine = refined(look.spectrum, candidate);
            for (int half = 0; half < (both ? 2 : 1); half++) {
                var geometry = fine.by(0, half * Math.PI);
                var read = Folding.read(tile, look.even, geometry);
                if (read.clear() >= CLEAR && read.payload().isPresent()) {
                    return Optional.of(new PictureMark.Found(
                            read.payload().getAsLong(),
                            geometry.scale() * look.factor,
                            Math.IEEEremainder(Math.toDegrees(geometry.turn()), 360),
                            geometry.mirrored(),
                            read.clear()));
                }
            }
        }
        return Optional.empty();
    }

    /** How finely sizes and angles are to be tried so that no wave of the place is missed, at size 1. */
    private static double step(Spectrum spectrum) {
        return 0.5 * spectrum.blur * Tile.SIDE / (Spectrum.SIZE * Tile.SYNC_FASTEST);
    }

    private List<Geometry> candidates(Look look, double about, boolean mirrored) {
        var best = new ArrayList<Scored>();
        double step = step(look.spectrum);
        for (double scale = SMALLEST; scale < LARGEST; scale *= 1 + step * scale) {
            double angle = step * scale;
            int turns = (int) Math.ceil(TURN / angle);
            for (int i = -turns; i <= turns; i++) {
                var geometry = new Geometry(scale, about + i * angle, mirrored);
                keep(best, new Scored(geometry, look.spectrum.rough(tile, Tile.SYNC, geometry)), 3 * angle);
            }
        }
        return best.stream().map(Scored::geometry).toList();
    }

    private static void keep(List<Scored> best, Scored one, double near) {
        if (best.size() == CANDIDATES && best.getLast().score >= one.score) {
            return;
        }
        for (var other : best) {
            if (other.geometry.near(one.geometry, near)) {
                if (other.score >= one.score) {
                    return;
                }
                best.remove(other);
                break;
            }
        }
        best.add(one);
        best.sort(Comparator.comparingDouble(Scored::score).reversed());
        if (best.size() > CANDIDATES) {
            best.removeLast();
        }
    }

    /** In ever smaller steps, by all waves. */
    private Geometry refined(Spectrum spectrum, Geometry rough) {
        double step = step(spectrum) * rough.scale() / 2;
        var best = new Scored(rough, spectrum.fine(tile, rough));
        for (int round = 0; round < 4; round++, step /= 2) {
            var middle = best.geometry;
            for (int i = 0; i < 25; i++) {
                var geometry = middle.by((i % 5 - 2) * step, (i / 5 - 2) * step);
                var one = new Scored(geometry, spectrum.fine(tile, geometry));
                best = one.score > best.score ? one : best;
            }
        }
        return best.geometry;
    }
}
