package zhiheng.server.rooms.packeditor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;

/**
 * The editor: a pack’s files as fields.
 *
 * @param fresh whether the library has no such pack yet
 * @param seen how the pack's files lay when they were shown
 * @param publishes whether the visitor may publish it
 */
public record EditorView(
        String pack, List<Choice> packs, List<File> files, boolean fresh, String seen, boolean publishes) {
    /** @param field of the form */
    public record File(String field, String name, String text, int rows) {}

    /**
     * What a check, or a comparison, says.
     *
     * @param wrong why there is no answer; "" where there is one
     * @param published the pack that holds from now on; "" where none was published
     * @param diff null for a check
     */
    public record Result(
            String wrong,
            String published,
            List<Fault> faults,
            int rules,
            int cases,
            int failed,
            @Nullable List<Diff> diff) {}

    /** @param field in which it stands; "" where it is in none. @param where file, line and column in words */
    public record Fault(String field, int line, int column, String where, String text) {}

    public record Diff(String name, List<Line> lines) {}

    /** @param tone plus, minus, same or gap */
    public record Line(String sign, String tone, String text) {}
}
