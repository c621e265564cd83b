package zhiheng.server.rooms.needs;

import java.util.List;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;

/**
 * Where the public says what it needs.
 *
 * @param masked the text with personal data masked, where some was found and nobody has chosen yet; "" otherwise
 * @param receipt told once, after a need was taken; "" before
 */
public record AskView(List<Choice> kinds, String masked, String receipt, Form form) {}
