package zhiheng.server.rooms.adoption;

import java.util.List;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;

/**
 * One record of use at work.
 *
 * @param own whether the reader's organisation keeps it, and so sees its numbers
 * @param changes whether the reader may change it
 */
public record RecordView(
        String id,
        long version,
        String system,
        String systemHref,
        String org,
        List<AdoptionView.Figure> facts,
        boolean own,
        boolean changes,
        List<Role> roles,
        List<Note> notes,
        List<Choice> occupations,
        AdoptionView.Fields fields,
        Form form) {
    public record Role(String code, String title, List<String> cells) {}

    /** What the law says of the record. @param href the duty whose evidence it may be; "" for none */
    public record Note(String article, String text, String from, String href) {}
}
