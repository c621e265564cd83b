package zhiheng.watch.pace;

import java.util.List;

/**
 * What is known at one moment of the calls of one stage since it was entered. It is counts alone: they are counted again at each
 * look, so that what comes late, or is taken back, finds its place.
 *
 * @param sources see {@link Source}; they may be empty
 * @param calls all calls, young ones too
 * @param harmful all of them known to be harmful now, by whatever way
 */
public record Findings(List<Source> sources, long calls, long harmful) {
    public Findings {
        sources = List.copyOf(sources);
        if (harmful < 0 || harmful > calls) {
            throw new IllegalArgumentException("0 <= harmful <= calls is wanted, not " + harmful + " of " + calls);
        }
    }

    public long judged() {
        return sources.stream().mapToLong(Source::judged).sum();
    }
}
