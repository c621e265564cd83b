package zhiheng.drills.judge;

/**
 * Bounds of a rate that hold at every moment together, so that one may stop when they are clear: all rates that the mixture of bets
 * with the prior Beta(1/2, 1/2) has not won 1/error against (Ville's inequality). For prompts drawn independently.
 */
record ConfidenceSequence(double low, double high) {
    static ConfidenceSequence of(double yes, double no, double error) {
        double n = yes + no;
        if (n <= 0) {
            return new ConfidenceSequence(0, 1);
        }
        double mixed = Numbers.logBeta(yes + .5, no + .5) - Numbers.logBeta(.5, .5);
        double centre = yes / n;
        return new ConfidenceSequence(
                edge(mixed, yes, no, -Math.log(error), centre, 0), edge(mixed, yes, no, -Math.log(error), centre, 1));
    }

    private static double edge(double mixed, double yes, double no, double limit, double inside, double outside) {
        if (wealth(mixed, yes, no, outside) < limit) {
            return outside;
        }
        double in = inside;
        double out = outside;
        for (int i = 0; i < 60; i++) {
            double middle = (in + out) / 2;
            if (wealth(mixed, yes, no, middle) < limit) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return out;
    }

    private static double wealth(double mixed, double yes, double no, double rate) {
        return mixed - (yes == 0 ? 0 : yes * Math.log(rate)) - (no == 0 ? 0 : no * Math.log1p(-rate));
    }
}
