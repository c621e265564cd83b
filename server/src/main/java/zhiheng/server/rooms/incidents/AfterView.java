package zhiheng.server.rooms.incidents;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/** What came out after an incident. @param cause "" while nobody has said it */
public record AfterView(
        String incident,
        String incidentHref,
        String href,
        boolean mayAct,
        List<Moment> times,
        String cause,
        List<Duty> duties,
        Form form) {
    /** One of the five times. @param at null while it has not happened; @param took since detection, "" for that itself */
    public record Moment(String name, String word, @Nullable When at, String took) {}

    /** @param file the address of what proves it, {@code close} where that is sent; "" where there is none */
    public record Duty(
            String title,
            String owner,
            String due,
            State state,
            String words,
            String fileName,
            String file,
            String close) {}
}
