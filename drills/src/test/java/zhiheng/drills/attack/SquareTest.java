package zhiheng.drills.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import zhiheng.drills.kits.Kits;
import zhiheng.drills.target.OnnxTarget;

class SquareTest {
    @Test
    void it_fools_signs() {
        var kit = Kits.of("signs");
        try (var onnx = OnnxTarget.open(kit.model().onnx())) {
            for (double eps : new double[] {.02, .05, .1, .2, .3}) {
                var a = new Square(eps, 1000, 1).run(onnx, kit.test().from(0, 100));
                System.out.println(eps + " " + a.success() + " " + a.meanQueries() + " " + a.nanos() / 1e9);
                assertThat(a.outcomes()).allSatisfy(o -> assertThat(o.linf()).isLessThanOrEqualTo(eps + 1e-6));
            }
        }
    }
}
