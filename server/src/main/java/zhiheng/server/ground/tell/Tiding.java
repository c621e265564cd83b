package zhiheng.server.ground.tell;

import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * Something that people should hear of. {@code thing} and {@code step} together name it for good: nobody hears of the same twice.
 *
 * @param thing what it is about, such as {@code duty/SYSTEM/DUTY}
 * @param step what of it is told; "" where {@code day} decides: once ahead of it, once when it has passed
 * @param urgent told at once, not with the rest of the day
 * @param title in words of both languages
 * @param detail where and by which law, for the line below
 * @param href where one does something about it, from the root of the pages
 * @param day the last day; null for what is simply told
 * @param zone in which that day begins and ends; null for that of who is told
 */
public record Tiding(
        Kind kind,
        String thing,
        String step,
        boolean urgent,
        Text title,
        Text detail,
        String href,
        Audience to,
        @Nullable LocalDate day,
        @Nullable ZoneId zone) {
    public Tiding(
            Kind kind,
            String thing,
            String step,
            boolean urgent,
            Text title,
            Text detail,
            String href,
            Audience to,
            @Nullable LocalDate day) {
        this(kind, thing, step, urgent, title, detail, href, to, day, null);
    }

    /** What sort of thing it is. */
    public enum Kind {
        DUTY,
        EVIDENCE,
        EXEMPTION,
        PERMIT,
        CASE,
        ALERT
    }

    /** Something that has a last day. */
    public static Tiding by(LocalDate day, Kind kind, String thing, Text title, Text detail, String href, Audience to) {
        return new Tiding(kind, thing, "", false, title, detail, href, to, day);
    }

    /** The same, its day being one of {@code place}. */
    public Tiding in(ZoneId place) {
        return new Tiding(kind, thing, step, urgent, title, detail, href, to, day, place);
    }
}
