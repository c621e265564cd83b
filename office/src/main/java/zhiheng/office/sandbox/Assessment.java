package zhiheng.office.sandbox;

import java.util.List;
import java.util.Map;

/**
 * How an application stands by the criteria: complete or not, and its score with the reason for every point. What is open counts as
 * neither yes nor no, so the score is a range until everything is answered.
 *
 * @param answered criteria that are not open, of {@code asked}
 * @param least share of the weights reached if all that is open were no, {@code most} if it were yes; from 0 to 1
 */
public record Assessment(List<Line> lines, int answered, int asked, double least, double most) {
    /** How one criterion stands. */
    public enum Standing {
        MET,
        PARTLY,
        /** A yes that nothing shows counts half. */
        NOT_SHOWN,
        NOT_MET,
        OPEN,
        /** Answered, and asked for the terms or the queue alone. */
        TOLD
    }

    public record Line(Criterion criterion, Answer answer, Standing standing, double points) {
        /** Whether nobody is admitted as it stands. */
        public boolean hinders() {
            return criterion.must() && (standing == Standing.NOT_MET || standing == Standing.OPEN);
        }
    }

    public static Assessment of(Criteria criteria, Map<String, Answer> answers) {
        var lines = criteria.criteria().stream()
                .map(c -> line(c, answers.getOrDefault(c.id(), Answer.NONE)))
                .toList();
        double whole = criteria.criteria().stream().mapToInt(Criterion::weight).sum();
        double least = lines.stream().mapToDouble(Line::points).sum();
        double open = lines.stream()
                .filter(l -> l.standing() == Standing.OPEN)
                .mapToDouble(l -> l.criterion().weight())
                .sum();
        int answered =
                (int) lines.stream().filter(l -> l.standing() != Standing.OPEN).count();
        return new Assessment(lines, answered, lines.size(), least / whole, (least + open) / whole);
    }

    private static Line line(Criterion c, Answer a) {
        boolean shown = !a.words().isEmpty() && (!c.shown() || !a.evidence().isEmpty());
        var standing = switch (a.says()) {
            case UNKNOWN -> Standing.OPEN;
            case NO -> c.weight() == 0 ? Standing.TOLD : Standing.NOT_MET;
            case PARTLY -> c.weight() == 0 ? Standing.TOLD : Standing.PARTLY;
            case YES -> c.weight() == 0 ? Standing.TOLD : shown ? Standing.MET : Standing.NOT_SHOWN;
        };
        double points = switch (standing) {
            case MET -> c.weight();
            case PARTLY, NOT_SHOWN -> c.weight() / 2.0;
            case NOT_MET, OPEN, TOLD -> 0;
        };
        return new Line(c, a, standing, points);
    }

    /** Those that must be answered before it can be handed in. */
    public List<Line> missing() {
        return lines.stream()
                .filter(l -> l.criterion().must() && l.standing() == Standing.OPEN)
                .toList();
    }

    /** Those without which nobody is admitted, and that are answered no. */
    public List<Line> failed() {
        return lines.stream()
                .filter(l -> l.criterion().must() && l.standing() == Standing.NOT_MET)
                .toList();
    }

    /** Why it goes first in the queue; empty where nothing speaks for it. */
    public List<Criterion> first() {
        return lines.stream()
                .filter(l -> l.criterion().first() && l.answer().says() == Answer.Says.YES)
                .map(Line::criterion)
                .toList();
    }
}
