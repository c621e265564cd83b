package zhiheng.bench.marks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * Pictures like photographs, made from a seed: ten kinds, of which half serve to set parameters and half are kept back to report on. Each
 * goes through what a camera does: some blur of the lens, noise of the light, rounding.
 */
public enum Painter {
    /** Clouds: noise as strong as it is slow. */
    CLOUDS(true),
    /** Leaves lying on each other, each of one tone: the model whose statistics are nearest to those of photographs. */
    LEAVES(false),
    /** Houses with windows, seen from the front. */
    HOUSES(true),
    /** A face-like smooth thing before a blurred ground. */
    PORTRAIT(false),
    /** Grass: many thin strokes. */
    GRASS(true),
    /** A page with text and a few pictures. */
    PAGE(false),
    /** Water: waves over waves, bent. */
    WATER(true),
    /** A dark street with lights. */
    NIGHT(false),
    /** A drawing of few flat tones with hard edges, as in comics and on screens. */
    FLAT(true),
    /** Stones: facets, each of its own light, with cracks. */
    STONES(false);

    /** Whether parameters may be set by it. */
    public final boolean tuning;

    Painter(boolean tuning) {
        this.tuning = tuning;
    }

    public BufferedImage paint(int width, int height, long seed) {
        var random = new Random(seed * 31 + ordinal());
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        double blur = 0.5 + random.nextDouble() * 0.5;
        double noise = 1 + random.nextDouble() * 3;
        switch (this) {
            case CLOUDS -> clouds(picture, random, 1.6 + random.nextDouble() * 0.6);
            case LEAVES -> leaves(g, width, height, random);
            case HOUSES -> houses(g, width, height, random);
            case PORTRAIT -> portrait(picture, g, random);
            case GRASS -> grass(g, width, height, random);
            case PAGE -> {
                page(g, width, height, random);
                blur = 0;
                noise = 0;
            }
            case WATER -> water(picture, random);
            case FLAT -> {
                flat(g, width, height, random);
                blur = 0;
                noise = 0;
            }
            case STONES -> stones(picture, random);
            case NIGHT -> {
                night(g, width, height, random);
                noise += 2;
            }
        }
        g.dispose();
        return camera(picture, blur, noise, random);
    }

    private static Color colour(Random random, int from, int to) {
        return new Color(
                from + random.nextInt(to - from), from + random.nextInt(to - from), from + random.nextInt(to - from));
    }

    private static Color near(Color of, Random random, int by) {
        return new Color(
                near(of.getRed(), random, by), near(of.getGreen(), random, by), near(of.getBlue(), random, by));
    }

    private static int near(int value, Random random, int by) {
        return Math.clamp(value + random.nextInt(2 * by + 1) - by, 0, 255);
    }

    /** Smooth noise of several sizes, each by {@code fall} weaker than the next larger. */
    static float[] noise(int width, int height, double fall, Random random) {
        var sum = new float[width * height];
        double size = Math.min(width, height) / 2.0;
        double strength = 1;
        while (size >= 1) {
            int across = (int) (width / size) + 3;
            int down = (int) (height / size) + 3;
            var grid = new float[across * down];
            for (int i = 0; i < grid.length; i++) {
                grid[i] = (float) (random.nextGaussian() * strength);
            }
            for (int y = 0; y < height; y++) {
                int row = (int) (y / size);
                float b = smooth((float) (y / size - row));
                for (int x = 0; x < width; x++) {
                    int column = (int) (x / size);
                    float a = smooth((float) (x / size - column));
                    int at = row * across + column;
                    sum[y * width + x] += (1 - b) * ((1 - a) * grid[at] + a * grid[at + 1])
                            + b * ((1 - a) * grid[at + across] + a * grid[at + across + 1]);
                }
            }
            size /= 2;
            strength /= fall;
        }
        return sum;
    }

    private static float smooth(float t) {
        return t * t * (3 - 2 * t);
    }

    private static void clouds(BufferedImage picture, Random random, double fall) {
        int width = picture.getWidth();
        var noise = noise(width, picture.getHeight(), fall, random);
        var low = colour(random, 0, 120);
        var high = colour(random, 120, 256);
        for (int i = 0; i < noise.length; i++) {
            picture.setRGB(i % width, i / width, mix(low, high, 0.5f + noise[i] * 0.25f));
        }
    }

    private static int mix(Color low, Color high, float part) {
        float p = Math.clamp(part, 0f, 1f);
        return (int) (low.getRed() + p * (high.getRed() - low.getRed())) << 16
                | (int) (low.getGreen() + p * (high.getGreen() - low.getGreen())) << 8
                | (int) (low.getBlue() + p * (high.getBlue() - low.getBlue()));
    }

    private static void leaves(Graphics2D g, int width, int height, Random random) {
        var ground = colour(random, 30, 220);
        g.setColor(ground);
        g.fillRect(0, 0, width, height);
        for (int i = 0; i < 6_000; i++) {
            // radius with a density of r^-3
            double r = 3 / Math.sqrt(1 - random.nextDouble() * (1 - 9.0 / (width * width / 16.0)));
            double x = random.nextDouble() * width;
            double y = random.nextDouble() * height;
            var colour = near(ground, random, 110);
            g.setPaint(new GradientPaint(
                    (float) (x - r), (float) y, colour, (float) (x + r), (float) (y + r), near(colour, random, 30)));
            g.rotate(random.nextDouble() * 3, x, y);
            g.fill(new Ellipse2D.Double(x - r, y - r * 0.7, 2 * r, 1.4 * r));
            g.setTransform(new java.awt.geom.AffineTransform());
        }
    }

    private static void houses(Graphics2D g, int width, int height, Random random) {
        g.setPaint(new GradientPaint(0, 0, colour(random, 100, 220), 0, height, colour(random, 180, 256)));
        g.fillRect(0, 0, width, height);
        for (int i = 0; i < 9; i++) {
            int w = width / 8 + random.nextInt(width / 4);
            int h = height / 4 + random.nextInt(height * 5 / 8);
            int x = random.nextInt(width) - w / 2;
            var wall = colour(random, 60, 220);
            g.setPaint(new GradientPaint(x, 0, wall, x + w, 0, near(wall, random, 25)));
            g.fillRect(x, height - h, w, h);
            int step = 14 + random.nextInt(40);
            var glass = colour(random, 20, 200);
            for (int wy = height - h + step / 2; wy < height - step; wy += step) {
                for (int wx = x + step / 3; wx < x + w - step; wx += step) {
                    g.setColor(near(glass, random, 20));
                    g.fillRect(wx, wy, step / 2, step * 2 / 3);
                }
            }
        }
    }

    private static void portrait(BufferedImage picture, Graphics2D g, Random random) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        clouds(picture, random, 3.2);
        var skin = new Color(150 + random.nextInt(90), 110 + random.nextInt(70), 90 + random.nextInt(60));
        g.setPaint(new GradientPaint(width * 0.25f, 0, skin, width * 0.75f, height, skin.darker()));
        g.fill(new Ellipse2D.Double(width * 0.3, height * 0.2, width * 0.4, height * 0.5));
        g.fill(new Ellipse2D.Double(width * 0.15, height * 0.68, width * 0.7, height * 0.6));
        g.setColor(new Color(40, 25, 20));
        g.fill(new Ellipse2D.Double(width * 0.39, height * 0.4, width * 0.05, height * 0.025));
        g.fill(new Ellipse2D.Double(width * 0.56, height * 0.4, width * 0.05, height * 0.025));
        var hair = colour(random, 10, 120);
        for (int i = 0; i < 2_500; i++) {
            g.setColor(near(hair, random, 20));
            double turn = Math.PI * (1 + random.nextDouble());
            double x = width * (0.5 + 0.2 * Math.cos(turn));
            double y = height * (0.42 + 0.24 * Math.sin(turn));
            g.draw(new java.awt.geom.QuadCurve2D.Double(
                    x, y, x + random.nextGaussian() * 12, y + 20, x + random.nextGaussian() * 30, y + 40));
        }
    }

    private static void grass(Graphics2D g, int width, int height, Random random) {
        g.setPaint(new GradientPaint(0, 0, colour(random, 120, 240), 0, height / 2f, colour(random, 60, 140)));
        g.fillRect(0, 0, width, height);
        var blade = new Color(40 + random.nextInt(60), 90 + random.nextInt(80), 20 + random.nextInt(40));
        for (int i = 0; i < 14_000; i++) {
            double deep = Math.pow(i / 14_000.0, 0.8);
            double y = height * (0.35 + 0.7 * deep);
            double x = random.nextDouble() * width;
            double tall = height * (0.02 + 0.09 * deep) * (0.5 + random.nextDouble());
            g.setColor(near(blade, random, 45));
            g.setStroke(new BasicStroke((float) (0.6 + 2.4 * deep)));
            g.draw(new java.awt.geom.Line2D.Double(x, y, x + random.nextGaussian() * tall / 4, y - tall));
        }
    }

    private static void page(Graphics2D g, int width, int height, Random random) {
        g.setColor(random.nextInt(3) == 0 ? new Color(245, 240, 230) : Color.WHITE);
        g.fillRect(0, 0, width, height);
        int size = 12 + random.nextInt(14);
        g.setFont(new Font(Font.SERIF, Font.PLAIN, size));
        for (int y = 40; y < height - 20; y += size * 3 / 2) {
            g.setColor(random.nextInt(9) == 0 ? new Color(160, 30, 30) : new Color(25, 25, 30));
            int x = 40;
            while (x < width - 60) {
                int w = (2 + random.nextInt(9)) * size / 2;
                // letters as strokes, since not every machine has the same fonts
                for (int at = x; at < x + w; at += size / 2) {
                    g.drawLine(at, y - random.nextInt(size), at + random.nextInt(size / 2), y);
                    g.drawArc(at, y - size / 2, size / 2, size / 2, random.nextInt(360), 200);
                }
                x += w + size / 2;
            }
        }
        for (int i = 0; i < 3; i++) {
            int w = width / 5 + random.nextInt(width / 4);
            int h = height / 6 + random.nextInt(height / 4);
            var part = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
            clouds(part, random, 1.5 + random.nextDouble());
            g.drawImage(part, random.nextInt(Math.max(1, width - w)), random.nextInt(Math.max(1, height - h)), null);
        }
    }

    private static void water(BufferedImage picture, Random random) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        var bend = noise(width, height, 2, random);
        var low = colour(random, 0, 90);
        var high = colour(random, 120, 256);
        double[] speed = random.doubles(5, 0.02, 0.4).toArray();
        double[] turn = random.doubles(5, -0.5, 0.5).toArray();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int i = 0; i < speed.length; i++) {
                    double way = x * Math.sin(turn[i]) + y * Math.cos(turn[i]) + 14 * bend[y * width + x];
                    sum += Math.sin(way * speed[i]) / (1 + 6 * speed[i]);
                }
                picture.setRGB(x, y, mix(low, high, (float) (0.45 + 0.14 * sum + 0.05 * bend[y * width + x])));
            }
        }
    }

    private static void night(Graphics2D g, int width, int height, Random random) {
        g.setPaint(new GradientPaint(0, 0, colour(random, 0, 25), 0, height, colour(random, 10, 70)));
        g.fillRect(0, 0, width, height);
        for (int i = 0; i < 25; i++) {
            var path = new Path2D.Double();
            int x = random.nextInt(width);
            int w = 20 + random.nextInt(width / 6);
            int top = height / 5 + random.nextInt(height / 2);
            path.moveTo(x, height);
            path.lineTo(x, top);
            path.lineTo(x + w, top + random.nextInt(30));
            path.lineTo(x + w, height);
            g.setColor(colour(random, 5, 50));
            g.fill(path);
        }
        for (int i = 0; i < 250; i++) {
            double r = 1 + Math.abs(random.nextGaussian()) * 6;
            double x = random.nextDouble() * width;
            double y = height * (0.2 + 0.8 * random.nextDouble());
            var light = new Color(200 + random.nextInt(56), 150 + random.nextInt(90), 60 + random.nextInt(180));
            for (int k = 4; k >= 1; k--) {
                g.setColor(new Color(light.getRed(), light.getGreen(), light.getBlue(), 255 / (k * k + 1)));
                g.fill(new Ellipse2D.Double(x - r * k / 2, y - r * k / 2, r * k, r * k));
            }
        }
    }

    private static void flat(Graphics2D g, int width, int height, Random random) {
        g.setColor(random.nextBoolean() ? Color.WHITE : colour(random, 200, 256));
        g.fillRect(0, 0, width, height);
        for (int i = 0; i < 14; i++) {
            g.setColor(colour(random, 0, 256));
            var path = new Path2D.Double();
            path.moveTo(random.nextInt(width), random.nextInt(height));
            for (int k = 0; k < 3; k++) {
                path.quadTo(
                        random.nextInt(width), random.nextInt(height), random.nextInt(width), random.nextInt(height));
            }
            g.fill(path);
            g.setColor(Color.BLACK);
            g.setStroke(new BasicStroke(2));
            g.draw(path);
        }
        for (int i = 0; i < 900; i++) {
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            g.drawLine(x, y, x + random.nextInt(13) - 6, y + random.nextInt(13) - 6);
        }
    }

    private static void stones(BufferedImage picture, Random random) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int many = 120 + random.nextInt(200);
        double[] x = random.doubles(many, 0, width).toArray();
        double[] y = random.doubles(many, 0, height).toArray();
        double[] tone = random.doubles(many, 0.2, 0.8).toArray();
        double[] slope = random.doubles(many, -0.006, 0.006).toArray();
        var grain = noise(width, height, 1.5, random);
        var low = colour(random, 0, 70);
        var high = colour(random, 130, 256);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int first = 0;
                double nearest = Double.MAX_VALUE;
                double second = Double.MAX_VALUE;
                for (int i = 0; i < many; i++) {
                    double far = (x[i] - column) * (x[i] - column) + (y[i] - row) * (y[i] - row);
                    if (far < nearest) {
                        second = nearest;
                        nearest = far;
                        first = i;
                    } else if (far < second) {
                        second = far;
                    }
                }
                double crack = Math.min(1, (Math.sqrt(second) - Math.sqrt(nearest)) / 4);
                double light = tone[first] + slope[first] * (column - x[first]) + 0.04 * grain[row * width + column];
                picture.setRGB(column, row, mix(low, high, (float) (light * (0.3 + 0.7 * crack))));
            }
        }
    }

    private static BufferedImage camera(BufferedImage from, double blur, double noise, Random random) {
        int width = from.getWidth();
        int height = from.getHeight();
        var sharp = from.getRGB(0, 0, width, height, null, 0, width);
        var out = blur > 0 ? Attack.blurred(sharp, width, height, blur) : sharp;
        for (int i = 0; noise > 0 && i < out.length; i++) {
            int rgb = out[i];
            // the noise of light grows with its root, that of the electronics does not
            double strength = noise * Math.sqrt(0.3 + (rgb >> 8 & 255) / 180.0);
            double common = random.nextGaussian() * strength * 0.8;
            out[i] = noisy(rgb >> 16 & 255, common, strength, random) << 16
                    | noisy(rgb >> 8 & 255, common, strength, random) << 8
                    | noisy(rgb & 255, common, strength, random);
        }
        from.setRGB(0, 0, width, height, out, 0, width);
        return from;
    }

    private static int noisy(int value, double common, double strength, Random random) {
        return Math.clamp(Math.round(value + common + random.nextGaussian() * strength * 0.5), 0, 255);
    }
}
