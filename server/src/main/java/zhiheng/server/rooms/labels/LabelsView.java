package zhiheng.server.rooms.labels;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/** The page where a file is dropped and judged, and where one is labelled. */
public record LabelsView(
        Form form,
        List<Choice> declarations,
        List<Choice> certainties,
        @Nullable Signing signing,
        @Nullable Result result) {
    /** What may be said of a file that is signed. @param key whether the operator gave a key, so that anything is signed */
    public record Signing(boolean key, List<Choice> sources, List<Choice> oversights) {}

    /**
     * What one file says.
     *
     * @param meaning what the verdict means
     * @param reason why nothing can be claimed, or ""
     * @param hint null where nobody asked for it
     * @param findings departures of the file as a whole, of which each breaks compliance or only deserves a remark
     */
    public record Result(
            String file,
            String format,
            State verdict,
            String meaning,
            String reason,
            List<Label> labels,
            List<Finding> findings,
            Decision decision,
            @Nullable Mark mark,
            List<Origin> origins,
            State suspicion,
            List<Trace> traces,
            @Nullable Hint hint) {}

    /** What hints at how the file was made. @param alarms how often others have it too, or "" */
    public record Trace(boolean suspicious, String found, String meaning, String alarms) {}

    /** What was found of the hint that people see or hear. */
    public record Hint(State light, String clause, List<String> told) {}

    /** The watermark of a file. @param clear how clearly, in words; {@code origin} what the ledger knows of it */
    public record Mark(String mark, String clear, @Nullable Origin origin) {}

    /** A picture that was labelled here and looks like the file. @param alike how much, in words */
    public record Origin(String number, String producer, When made, String alike) {}

    /** One label: what it claims, where it is, who made it. */
    public record Label(String claim, String place, List<Element> elements, State signature, List<Finding> findings) {}

    /** @param note the value in words: the parts of a provider code, the meaning of a number */
    public record Element(String name, String value, String note) {}

    public record Finding(boolean breaks, String clause, String text) {}

    /**
     * What Article 6 of the labelling measures asks of a platform that spreads the file.
     *
     * @param notice the text to show beside the content
     * @param due whether one need be shown
     * @param write the elements that the platform adds to the metadata
     */
    public record Decision(State light, String article, String notice, boolean due, List<Element> write) {}
}
