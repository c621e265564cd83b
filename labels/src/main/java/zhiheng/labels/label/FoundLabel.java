package zhiheng.labels.label;

import java.util.List;

/**
 * One label as a file carries it.
 *
 * @param place where, in the words of the format: {@code XMP packet}, {@code moov.udta.meta}
 * @param label what it says, read as far as it can be understood
 * @param raw the text as found
 */
public record FoundLabel(String place, ContentLabel label, List<Deviation> deviations, String raw) {}
