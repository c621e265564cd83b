package zhiheng.server.rooms.needs;

import java.util.Map;
import zhiheng.base.Refusal;

/**
 * How much an asker may add to a need; the operator's to set.
 *
 * @param mostMiB of one file
 * @param mostOfOne files of one need; 0 takes none
 */
public record Attachments(int mostMiB, int mostOfOne) {
    public static final Attachments DEFAULT = new Attachments(5, 3);

    private static final String MIB = "ZHIHENG_ATTACHMENT_MIB";
    private static final String COUNT = "ZHIHENG_ATTACHMENTS";
    private static final int LARGEST_MIB = 25;
    private static final int HIGHEST = 20;

    /** From ZHIHENG_ATTACHMENT_MIB and ZHIHENG_ATTACHMENTS. */
    public static Attachments of(Map<String, String> environment) {
        return new Attachments(
                number(environment, MIB, DEFAULT.mostMiB(), 1, LARGEST_MIB),
                number(environment, COUNT, DEFAULT.mostOfOne(), 0, HIGHEST));
    }

    private static int number(Map<String, String> environment, String name, int otherwise, int least, int most) {
        var typed = environment.getOrDefault(name, "").strip();
        if (typed.isEmpty()) {
            return otherwise;
        }
        int number = typed.matches("[0-9]{1,4}") ? Integer.parseInt(typed) : -1;
        if (number < least || number > most) {
            throw Refusal.invalid(
                            "须为 " + least + " 到 " + most + " 的整数。",
                            "must be a whole number from " + least + " to " + most + ".")
                    .at(name);
        }
        return number;
    }

    long mostBytes() {
        return (long) mostMiB << 20;
    }
}
