package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Font;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ExplicitLabelTest {
    @Test
    void aTextIsMarkedOnceAndTheMarkHasBothElements() {
        String marked = ExplicitLabel.affix("从前有一条河。");
        assertThat(ExplicitLabel.problem(marked)).isEmpty();
        assertThat(ExplicitLabel.affix(marked)).isEqualTo(marked);
        assertThat(ExplicitLabel.problem("本文由AI生成")).isEmpty();
        assertThat(ExplicitLabel.problem("本文由ＡＩ合成")).isEmpty();
        assertThat(ExplicitLabel.problem("MAIN 生成")).isPresent();
        assertThat(ExplicitLabel.problem("AI")).isPresent();
    }

    @Test
    void anImageIsMarkedAtACornerWithInkOfFivePercent() {
        var font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
        assumeTrue(font.canDisplayUpTo(ExplicitLabel.HINT) < 0, "a Chinese font is installed");
        var image = new BufferedImage(1920, 1080, BufferedImage.TYPE_INT_RGB);
        Rectangle ink = ExplicitImage.draw(image, ExplicitLabel.HINT, font);
        assertThat(ink.height).isGreaterThanOrEqualTo(54);
        var plate = new Rectangle(ink.x - 6, ink.y - 6, ink.width + 12, ink.height + 12);
        assertThat(ExplicitImage.problems(image, plate)).isEmpty();
    }

    @Test
    void aMarkThatIsTooSmallOrInTheMiddleIsNamed() {
        var image = new BufferedImage(1000, 1000, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.fillRect(500, 500, 60, 40);
        g.dispose();
        assertThat(ExplicitImage.problems(image, new Rectangle(480, 480, 100, 100)))
                .extracting(Bilingual::en)
                .satisfiesExactly(
                        e -> assertThat(e).contains("40 px"), e -> assertThat(e).contains("edge"));
        assertThatThrownBy(() -> ExplicitImage.draw(image, "AI", new Font(Font.SANS_SERIF, Font.PLAIN, 9)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
