package zhiheng.provenance.c2pa.status;

/**
 * One thing that was found about a manifest.
 *
 * @param where the label or address of what it is about, as it stands in the file
 * @param detail what exactly, in English, for the one who writes such files; "" where the code says it all
 */
public record Status(StatusCode code, String where, String detail) {}
