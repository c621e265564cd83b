package zhiheng.server.rooms.reminders;

import java.util.List;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;

/**
 * How somebody wants to be told.
 *
 * @param server whether e-mails can be sent at all
 * @param address how it stands with the address
 * @param again whether the link that confirms it can be sent again
 */
public record ChoiceView(
        Form form,
        boolean server,
        boolean mail,
        boolean urgent,
        State address,
        boolean again,
        List<Choice> days,
        List<Choice> hours,
        List<Choice> languages,
        List<Choice> zones,
        String version) {}
