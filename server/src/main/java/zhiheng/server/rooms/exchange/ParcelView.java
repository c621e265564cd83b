package zhiheng.server.rooms.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * One parcel.
 *
 * @param given fields, as people read them
 * @param withheld how many were not given
 * @param caseHref where its case is, for who handed it over; "" else
 * @param proof in our ledger; "" for none to show
 * @param file where the file for the other Zhiheng is; "" for none
 * @param onward where the file of what came from elsewhere is, for a third one; "" where it may not go on
 * @param answers whether the visitor may answer, {@code passes} hand it on, {@code takesBack} take it back
 */
public record ParcelView(
        String href,
        String title,
        String from,
        String to,
        String tlp,
        String tlpMeaning,
        State state,
        When time,
        @Nullable When due,
        String ask,
        String answer,
        @Nullable When answered,
        List<Line> given,
        long withheld,
        String caseHref,
        String proof,
        String file,
        String onward,
        boolean answers,
        boolean passes,
        boolean takesBack,
        Form form) {
    public record Line(String name, String value) {}
}
