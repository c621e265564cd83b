package zhiheng.office;

/** Evidence files by content. */
public final class EvidenceFiles {
    public static final int MAX_BYTES = 20 << 20;
}
