package zhiheng.cases.bundle;

import java.util.stream.Stream;
import zhiheng.base.Refusal;

/** The marks of the Traffic Light Protocol 2.0 (FIRST, August 2022), strictest first: how far something may be passed on. */
public enum Tlp {
    /** For the eyes and ears of those who were given it, and nobody further. */
    RED,
    /** For the organisations that are named. */
    AMBER_STRICT,
    /** For the organisations that are named, and those that they work for. We know no clients, so it is as AMBER+STRICT here. */
    AMBER,
    /** For the community: here, the Zhihengs whose logs are known. */
    GREEN,
    /** For everybody. */
    CLEAR;

    /** As the standard writes it, without {@code TLP:}. */
    public String mark() {
        return this == AMBER_STRICT ? "AMBER+STRICT" : name();
    }

    public static Tlp of(String mark) {
        return Stream.of(values())
                .filter(tlp -> tlp.mark().equals(mark))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "TLP 标记须为 RED、AMBER+STRICT、AMBER、GREEN 或 CLEAR，而非“" + mark + "”。",
                        "A TLP mark is RED, AMBER+STRICT, AMBER, GREEN or CLEAR, not '" + mark + "'."));
    }

    /** Whether who was not named as a receiver may have it. */
    public boolean beyondNamed() {
        return this == GREEN || this == CLEAR;
    }

    /** Whether it is for one receiver only, so that naming several would already pass it on. */
    public boolean oneReceiver() {
        return this == RED;
    }
}
