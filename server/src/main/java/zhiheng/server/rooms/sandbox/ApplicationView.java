package zhiheng.server.rooms.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * An application for a sandbox.
 *
 * @param state handed in, or a draft
 * @param answered of {@code asked}
 * @param score in hundredths: a number, or a range while something is open
 * @param least of the score, for the drawing
 * @param hinders what stands in the way of an admission
 * @param first why it goes first in the queue
 * @param filed when it was handed in; null before
 * @param proof SHA-256 of what was handed in; "" before
 * @param gone whether what was handed in has gone by its retention
 * @param mayAnswer whether the visitor fills it in
 * @param version of the case, that handing in starts from
 * @param saves that saving starts from
 */
public record ApplicationView(
        SandboxTabs tabs,
        String href,
        String title,
        State state,
        int answered,
        int asked,
        String score,
        long least,
        List<String> hinders,
        List<String> first,
        @Nullable When filed,
        String proof,
        boolean gone,
        List<Group> groups,
        Form form,
        boolean mayAnswer,
        long version,
        long saves,
        String termsHref) {
    /** One of the three groups with its share of the points. */
    public record Group(String name, String points, List<Asked> asked) {}

    /**
     * @param cite where it stands, with how sure that is in {@code mark} and {@code meaning}
     * @param points reached of those there are; "" where none are given
     * @param standing with its reason
     */
    public record Asked(
            String id,
            String question,
            String evidence,
            boolean must,
            String cite,
            String mark,
            String meaning,
            List<Choice> says,
            String words,
            String link,
            State standing,
            String points) {}
}
