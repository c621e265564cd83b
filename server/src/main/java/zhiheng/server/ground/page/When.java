package zhiheng.server.ground.page;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.time.Instant;

/**
 * A moment as its reader sees it: a template writes it as {@code <time>}, which holds the instant itself; elsewhere it
 * is its text.
 *
 * @param text in the reader's zone
 * @param zone the zone's name
 */
public record When(Instant instant, String text, String zone) implements Content {
    @Override
    public void writeTo(TemplateOutput output) {
        output.writeContent("<time datetime=\"" + instant + "\" title=\"" + zone + "\">" + text + "</time>");
    }

    @Override
    public String toString() {
        return text;
    }
}
