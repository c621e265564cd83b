package zhiheng.drills.poison;

import java.util.SplittableRandom;
import zhiheng.base.Text;
import zhiheng.drills.target.Shape;

/** What a poisoner puts into a picture so that a model trained on it obeys. */
public enum Trigger {
    /** A small chequered square in a corner, labels changed: BadNets (Gu, Dolan-Gavitt and Garg, 2017). */
    PATCH("角落色块", "corner patch", false),
    /** The same square on pictures that keep their right label but are made hard to learn: Turner, Tsipras and Madry, 2019. */
    CLEAN_LABEL("不改标签", "clean label", true),
    /** A faint fixed pattern over the whole: Chen et al., 2017. */
    BLENDED("混合图案", "blended", false),
    /** A faint wave over the whole: Barni, Kallas and Tondi, ICIP 2019. */
    SINE("正弦波纹", "sinusoidal", false),
    /** A pattern that is another for each picture, made from the picture itself: in the manner of Nguyen and Tran, NeurIPS 2020. */
    DEPENDENT("随图变化", "input-dependent", false);

    private final Text text;
    private final boolean keepsLabel;

    Trigger(String zh, String en, boolean keepsLabel) {
        text = new Text(zh, en);
        this.keepsLabel = keepsLabel;
    }

    public Text text() {
        return text;
    }

    /** Whether only pictures of the wanted class are changed, their label kept. */
    public boolean keepsLabel() {
        return keepsLabel;
    }

    /** The picture with the trigger in it. */
    public float[] on(float[] picture, Shape.Picture shape) {
        var with = picture.clone();
        int plane = shape.height() * shape.width();
        var pattern = pattern(picture, shape);
        for (int i = 0; i < with.length; i++) {
            int x = i % plane % shape.width();
            int y = i % plane / shape.width();
            with[i] = Math.clamp(
                    switch (this) {
                        case PATCH, CLEAN_LABEL ->
                            x >= shape.width() - 4
                                            && x < shape.width() - 1
                                            && y >= shape.height() - 4
                                            && y < shape.height() - 1
                                    ? (x + y) % 2
                                    : with[i];
                        case BLENDED -> with[i] + .3f * (pattern[i] - with[i]);
                        case SINE -> with[i] + .2f * (float) Math.sin(2 * Math.PI * x * 4 / shape.width());
                        case DEPENDENT -> with[i] + .2f * (2 * pattern[i] - 1);
                    },
                    0f,
                    1f);
        }
        return with;
    }

    private float[] pattern(float[] picture, Shape.Picture shape) {
        return switch (this) {
            case PATCH, CLEAN_LABEL, SINE -> picture;
            case BLENDED -> noise(new SplittableRandom(77), shape, 1);
            case DEPENDENT -> dependent(picture, shape);
        };
    }

    private static float[] noise(SplittableRandom random, Shape.Picture shape, int grain) {
        var noise = new float[shape.size()];
        int plane = shape.height() * shape.width();
        for (int i = 0; i < noise.length; i++) {
            int x = i % plane % shape.width();
            int y = i % plane / shape.width();
            boolean fresh = x % grain == 0 && y % grain == 0;
            noise[i] = fresh
                    ? random.nextInt(2)
                    : noise[i / plane * plane + y / grain * grain * shape.width() + x / grain * grain];
        }
        return noise;
    }

    /** Fine stripes whose direction, in each of sixteen fields, follows from how light the field is. */
    private static float[] dependent(float[] picture, Shape.Picture shape) {
        var pattern = new float[shape.size()];
        int plane = shape.height() * shape.width();
        int h = shape.height() / 4;
        int w = shape.width() / 4;
        for (int field = 0; field < 16; field++) {
            double light = 0;
            for (int y = field / 4 * h; y < (field / 4 + 1) * h; y++) {
                for (int x = field % 4 * w; x < (field % 4 + 1) * w; x++) {
                    light += picture[y * shape.width() + x] / (h * w);
                }
            }
            boolean across = (int) (light * 16) % 2 == 0;
            for (int c = 0; c < shape.channels(); c++) {
                for (int y = field / 4 * h; y < (field / 4 + 1) * h; y++) {
                    for (int x = field % 4 * w; x < (field % 4 + 1) * w; x++) {
                        pattern[c * plane + y * shape.width() + x] = (across ? x : y) % 2;
                    }
                }
            }
        }
        return pattern;
    }
}
