package zhiheng.cases.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import zhiheng.base.Text;

/**
 * A form with what is known. A value comes from the record or from a person who typed it, and each line says which; where there is
 * neither it stays empty. Nothing is made up.
 */
public record FilledReport(ReportForm form, ReportForm.Kind kind, List<Line> lines) {
    private static final Text EMPTY = new Text("", "");

    /** Where the value of a line comes from. */
    public enum State {
        RECORD,
        TYPED,
        /** Nobody knows it yet, and this report must have it. */
        MISSING,
        /** Nobody knows it yet, and this report may go without. */
        OPEN,
        /** What it asks for is not so in this incident, or not known to be. */
        NOT_ASKED
    }

    public record Line(ReportForm.Field field, State state, Text value) {}

    /**
     * @param answers of the packs' questions, which decide what is asked
     * @param typed what people wrote, by field
     * @param record a value of the record by its name; "" where there is none
     */
    public static FilledReport of(
            ReportForm form,
            ReportForm.Kind kind,
            Map<String, Object> answers,
            Map<String, String> typed,
            Function<String, Text> record) {
        var lines = new ArrayList<Line>();
        for (var field : form.fields()) {
            lines.add(line(field, kind, answers, typed.getOrDefault(field.id(), ""), record));
        }
        return new FilledReport(form, kind, List.copyOf(lines));
    }

    private static Line line(
            ReportForm.Field field,
            ReportForm.Kind kind,
            Map<String, Object> answers,
            String typed,
            Function<String, Text> record) {
        if (!typed.isEmpty()) {
            return new Line(field, State.TYPED, new Text(typed, typed));
        }
        var when = field.when();
        if (when != null && !when.holds(answers)) {
            return new Line(field, State.NOT_ASKED, EMPTY);
        }
        var found = field.from().stream()
                .map(record)
                .filter(text -> !text.en().isBlank() || !text.zh().isBlank())
                .toList();
        if (found.isEmpty()) {
            return new Line(field, field.required().contains(kind.id()) ? State.MISSING : State.OPEN, EMPTY);
        }
        return new Line(
                field,
                State.RECORD,
                new Text(
                        found.stream().map(Text::zh).collect(Collectors.joining("\n")),
                        found.stream().map(Text::en).collect(Collectors.joining("\n"))));
    }

    /** What it must have and has not. */
    public List<Line> gaps() {
        return lines.stream().filter(l -> l.state() == State.MISSING).toList();
    }
}
